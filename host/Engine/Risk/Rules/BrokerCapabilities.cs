using StrategyHost.Plugins;

namespace StrategyHost.Engine.Risk.Rules;

/// <summary>A broker takes the orders that it declares, and no others.</summary>
/// <param name="broker">What it can do.</param>
public sealed class BrokerCapabilities(TradingCapabilities broker) : RiskRule
{
    /// <inheritdoc/>
    public override Denial? Review(in OrderIntent intent)
    {
        if (intent.IsChange) return null;
        if (!broker.OrderTypes.Contains(intent.Type))
            return Deny(DenialCode.Unsupported,
                $"the broker takes no {intent.Type} orders, it takes {string.Join(", ", broker.OrderTypes)}");
        if (!broker.TimesInForce.Contains(intent.TimeInForce))
            return Deny(DenialCode.Unsupported,
                $"the broker takes no orders that are {intent.TimeInForce}, it takes {string.Join(", ", broker.TimesInForce)}");
        return intent.IsPostOnly && !broker.TakesPostOnly ? Deny(DenialCode.Unsupported, $"the broker takes no post-only orders") : null;
    }
}
