using StrategyHost.Plugins;

namespace StrategyHost.Engine.Risk.Rules;

/// <summary>A broker takes orders on the terms that it declares, and no others. What an order does to a position is judged by
/// <see cref="BrokerPositions"/>.</summary>
/// <param name="broker">What it can do.</param>
public sealed class BrokerCapabilities(TradingCapabilities broker) : RiskRule
{
    /// <inheritdoc/>
    public override Denial? Review(in OrderIntent intent)
    {
        if (broker.WholeUnits && intent.Quantity != decimal.Truncate(intent.Quantity))
            return Deny(DenialCode.Unsupported, $"the quantity is {intent.Quantity}, and the broker takes whole units only");
        if (intent.IsChange) return null;
        if (!broker.OrderTypes.Contains(intent.Type))
            return Deny(DenialCode.Unsupported,
                $"the broker takes no {intent.Type} orders, it takes {string.Join(", ", broker.OrderTypes)}");
        if (!broker.TimesInForce.Contains(intent.TimeInForce))
            return Deny(DenialCode.Unsupported,
                $"the broker takes no orders that are {intent.TimeInForce}, it takes {string.Join(", ", broker.TimesInForce)}");
        if (broker.ImmediateNeedsLimit && intent.TimeInForce is TimeInForceKind.ImmediateOrCancel or TimeInForceKind.FillOrKill
            && intent.LimitPrice is null)
            return Deny(DenialCode.Unsupported, $"the broker takes orders that are {intent.TimeInForce} with a limit only");
        return intent.IsPostOnly && !broker.TakesPostOnly ? Deny(DenialCode.Unsupported, $"the broker takes no post-only orders") : null;
    }
}
