using StrategyHost.Live.Notices;

namespace StrategyHost.Live.Brokers;

/// <summary>How an account is used: its terms, time, and who is told.</summary>
/// <param name="Spec">The account.</param>
/// <param name="Clock">What the time is, and how it passes.</param>
/// <param name="Random">What makes delays different.</param>
/// <param name="Write">Takes lines for people.</param>
internal sealed record AccountUse(AccountSpec Spec, TimeProvider Clock, Random Random, Action<LogLevel, string> Write)
{
    /// <summary>Takes notices; null when nobody wants them.</summary>
    public Action<Notice>? Notices { get; init; }

    /// <summary>How many finished orders of a session are kept at least; up to twice as many are.</summary>
    public int FinishedOrders { get; init; } = SessionLedger.MostFinished;

    /// <summary>How it stands with a session that neither runs nor rests, by its deployment and the prefix of its client ids.</summary>
    public Func<string, string, SessionStanding> StandingOf { get; init; } = static (_, _) => SessionStanding.Over;

    /// <summary>Is told when an order, by its client id, passes a point of its path; null for nobody.</summary>
    public Action<OrderPathPoint, string>? OrderPath { get; init; }
}
