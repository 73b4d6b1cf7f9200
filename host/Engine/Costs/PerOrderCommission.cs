using System.Globalization;

namespace StrategyHost.Engine.Costs;

/// <summary>An amount for each fill, whatever its size. Written <c>1/order</c>.</summary>
/// <param name="Amount">Money for a fill.</param>
public sealed record PerOrderCommission(decimal Amount) : Commission
{
    /// <inheritdoc/>
    public override decimal Of(in Deal deal) => Amount;

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Amount}/order");
}
