using StrategyHost.Live.Notices;

namespace StrategyHost.Live.Brokers;

/// <summary>What the parts of an account share: its terms, time, and who is told.</summary>
/// <param name="Spec">The account.</param>
/// <param name="Clock">What the time is, and how it passes.</param>
/// <param name="Random">What makes delays different.</param>
/// <param name="Write">Takes lines for people.</param>
/// <param name="Notices">Takes notices; null when nobody wants them.</param>
/// <param name="Stop">Ends everything.</param>
internal sealed record AccountContext(AccountSpec Spec, TimeProvider Clock, Random Random, Action<LogLevel, string> Write,
    Action<Notice>? Notices, CancellationToken Stop)
{
    /// <summary>Is told when an order, by its client id, passes a point of its path; null for nobody.</summary>
    public Action<OrderPathPoint, string>? OrderPath { get; init; }

    /// <summary>The time, UTC.</summary>
    public DateTime Now => Clock.GetUtcNow().UtcDateTime;

    /// <summary>Waits.</summary>
    public Task DelayAsync(TimeSpan time) => Task.Delay(time, Clock, Stop);

    /// <summary>The wait after a number of failures in a row, from 1.</summary>
    public TimeSpan After(Backoff backoff, int failures) => backoff.After(failures, Random);

    /// <summary>An order passes a point of its path.</summary>
    public void Pass(OrderPathPoint point, string clientId) => OrderPath?.Invoke(point, clientId);

    /// <summary>Tells people, in the log and as a notice.</summary>
    public void Tell(NoticeKind kind, LogLevel level, string text)
    {
        Write(level, text);
        Notices?.Invoke(new Notice(kind, $"account {Spec.Name}", Now, text));
    }
}
