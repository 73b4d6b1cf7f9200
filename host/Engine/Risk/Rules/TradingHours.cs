namespace StrategyHost.Engine.Risk.Rules;

/// <summary>Orders are made only while the market is open; the instant of the close counts as open.</summary>
/// <param name="clock">The run's clock.</param>
public sealed class TradingHours(Clock clock) : RiskRule
{
    /// <inheritdoc/>
    public override Denial? Review(in OrderIntent intent)
    {
        var calendar = intent.Market.Calendar;
        return calendar.IsOpen(clock.UtcNow) || calendar.IsOpen(clock.UtcNow.AddTicks(-1))
            ? null
            : Deny(DenialCode.TradingHours, $"{calendar.Name} is closed at {clock.UtcNow:yyyy-MM-ddTHH:mm:ssZ}");
    }
}
