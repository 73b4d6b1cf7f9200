using System.Text.Json;
using StrategyHost.Live.Deployments;

namespace StrategyHost.Live.Brokers;

/// <summary>What the sessions of an account were worth when the day began, midnight UTC, kept in a file: a restart begins no new day. Safe
/// for several threads.</summary>
internal sealed class DayStart
{
    private const string FileName = "day.json";
    private readonly Lock gate = new();
    private readonly IAccountFiles files;
    private readonly TimeProvider clock;
    private Day day;

    /// <summary>The day of an account.</summary>
    /// <param name="files">The account's files.</param>
    /// <param name="clock">What the time is.</param>
    /// <exception cref="DeploymentException">The file is none of ours.</exception>
    public DayStart(IAccountFiles files, TimeProvider clock)
    {
        this.clock = clock;
        this.files = files;
        day = files.Read(FileName) is { } text ? Read(text) : new Day(Today, [], []);
    }

    private DateOnly Today => DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);

    /// <summary>How much all sessions that were seen since are worth less than when the day began, or when they did; below zero for a
    /// profit.</summary>
    public decimal Loss
    {
        get
        {
            lock (gate) return day.Date == Today ? day.Latest.Sum(l => day.Begun[l.Key] - l.Value) : 0;
        }
    }

    /// <summary>Takes what a session is worth.</summary>
    public void Mark(string prefix, decimal equity)
    {
        lock (gate)
        {
            if (day.Date != Today) day = new Day(Today, [], []);
            day.Latest[prefix] = equity;
            if (day.Begun.TryAdd(prefix, equity)) Write();
        }
    }

    /// <summary>Writes down what sessions are worth: one that rests is not marked again.</summary>
    public void Keep()
    {
        lock (gate) Write();
    }

    private static Day Read(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<Day>(text)!;
        }
        catch (JsonException problem)
        {
            throw new DeploymentException(
                $"{FileName} of the account does not say what the account was worth when the day began: delete it, and the day begins "
                    + $"with what there is now. {problem.Message}");
        }
    }

    private void Write() => files.Write(FileName, JsonSerializer.Serialize(day));

    private sealed record Day(DateOnly Date, Dictionary<string, decimal> Begun, Dictionary<string, decimal> Latest);
}
