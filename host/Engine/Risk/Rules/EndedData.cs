namespace StrategyHost.Engine.Risk.Rules;

/// <summary>A symbol whose data have ended is not ordered any more: no bar could fill the order.</summary>
/// <param name="clock">The run's clock.</param>
public sealed class EndedData(Clock clock) : RiskRule
{
    /// <inheritdoc/>
    public override Denial? Review(in OrderIntent intent)
    {
        var series = intent.Market.Series;
        if (series.Count == 0 || clock.UtcNow <= series.EndOf(series.Count - 1)) return null;
        var end = series.EndOf(series.Count - 1);
        return Deny(DenialCode.NoPrice,
            $"the data of {intent.Market.Instrument.Symbol} end at {end:yyyy-MM-dd HH:mm}Z, so that no bar could fill the order");
    }
}
