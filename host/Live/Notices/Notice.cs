using System.Text.Json.Serialization;

namespace StrategyHost.Live.Notices;

/// <summary>Something that people or machines may want to know.</summary>
/// <param name="Kind">What it is about.</param>
/// <param name="Source">The deployment, or the account, that it comes from.</param>
/// <param name="Time">When, in the host's time, UTC.</param>
/// <param name="Text">A sentence.</param>
/// <param name="OrderId">The order's number within its session; null when it is about none.</param>
/// <param name="ClientId">What a broker calls the order; null when it is about none, or none knows it.</param>
public sealed record Notice(NoticeKind Kind, string Source, DateTime Time, string Text, long? OrderId = null, string? ClientId = null)
{
    /// <summary>The report of a day that it brings; null for others.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DayReport? Day { get; init; }
}
