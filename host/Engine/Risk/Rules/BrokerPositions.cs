using StrategyHost.Plugins;

namespace StrategyHost.Engine.Risk.Rules;

/// <summary>
/// An order does to the position only what the broker lets one order do. It is judged by the position that is held, not by what other
/// orders may do, and exits of the host are not judged: what closes always passes.
/// </summary>
/// <param name="broker">What it can do.</param>
public sealed class BrokerPositions(TradingCapabilities broker) : RiskRule
{
    /// <inheritdoc/>
    public override Denial? Review(in OrderIntent intent)
    {
        if (intent.IsReduceOnly) return null;
        decimal held = intent.PositionBefore;
        if (!broker.SellsShort && intent.Side == Side.Sell && intent.Quantity > held)
            return Deny(DenialCode.Unsupported, $"the position is {held}, and the broker sells nothing that is not owned");
        decimal closable = intent.Side == Side.Sell ? held : -held;
        return !broker.TurnsPositions && closable > 0 && intent.Quantity > closable
            ? Deny(DenialCode.Unsupported, $"the position is {held}, and the broker takes no order that turns it over: close it first")
            : null;
    }
}
