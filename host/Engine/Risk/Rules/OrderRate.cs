namespace StrategyHost.Engine.Risk.Rules;

/// <summary>Only so many orders, changes included, are made within any minute. Those that close are counted, and let through.</summary>
/// <param name="limit">How many.</param>
/// <param name="clock">The run's clock.</param>
public sealed class OrderRate(int limit, Clock clock) : RiskRule
{
    private Queue<DateTime> lastMinute = new();

    /// <inheritdoc/>
    public override Denial? Review(in OrderIntent intent)
    {
        while (lastMinute.TryPeek(out var oldest) && oldest <= clock.UtcNow.AddMinutes(-1)) lastMinute.Dequeue();
        return intent.NeverEnlarges || lastMinute.Count < limit
            ? null
            : Deny(DenialCode.OrderRate, $"{lastMinute.Count} orders were made within a minute, the limit is {limit}");
    }

    /// <inheritdoc/>
    public override void Continue(RiskRule before)
    {
        if (before is OrderRate old) lastMinute = old.lastMinute;
    }

    /// <inheritdoc/>
    public override void Passed(in OrderIntent intent) => lastMinute.Enqueue(clock.UtcNow);
}
