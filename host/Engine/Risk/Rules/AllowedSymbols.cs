namespace StrategyHost.Engine.Risk.Rules;

/// <summary>Only symbols on a list may be traded. What is held of others can be closed.</summary>
/// <param name="allowed">The list.</param>
public sealed class AllowedSymbols(IReadOnlySet<string> allowed) : RiskRule
{
    /// <inheritdoc/>
    public override Denial? Review(in OrderIntent intent)
    {
        string symbol = intent.Market.Instrument.Symbol;
        return intent.Closes || allowed.Contains(symbol)
            ? null
            : Deny(DenialCode.Symbol,
                $"{symbol} is not on the list of allowed symbols ({string.Join(", ", allowed.Order(StringComparer.Ordinal))})");
    }
}
