using System.Globalization;

namespace StrategyHost.Engine.Costs;

/// <summary>The same amount for each order. Written <c>1/order</c>.</summary>
/// <param name="Amount">Money for one order.</param>
public sealed record PerOrderCommission(decimal Amount) : Commission
{
    /// <inheritdoc/>
    public override decimal Of(decimal quantity, decimal price, decimal multiplier) => Amount;

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Amount}/order");
}
