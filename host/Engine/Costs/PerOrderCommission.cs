using System.Globalization;

namespace StrategyHost.Engine.Costs;

/// <summary>An amount for each order that trades, whatever its size and in however many fills. Written <c>1/order</c>.</summary>
/// <param name="Amount">Money for an order.</param>
public sealed record PerOrderCommission(decimal Amount) : OrderCommission
{
    /// <inheritdoc/>
    protected override decimal OfOrder(in Deal latest, decimal quantity, decimal value) => Amount;

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Amount}/order");
}
