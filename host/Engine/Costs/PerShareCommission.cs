using System.Globalization;

namespace StrategyHost.Engine.Costs;

/// <summary>
/// An amount for each share or contract, at least a minimum and at most a part of the value for each order. Tiers lower
/// the amount for what is traded beyond a quantity within a calendar month; an order counts in the month of its first fill. Written
/// <c>0.005/share</c>,
/// <c>0.005/share:min=1:max=1%</c>, <c>0.0035/share:min=0.35:tier=300000@0.002</c>.
/// </summary>
/// <param name="Rate">Money for one share or contract.</param>
/// <param name="Minimum">The least money for an order; 0 for none.</param>
/// <param name="MaximumRatio">The most for an order, as a ratio of its value; null for none. It goes before the minimum.</param>
public sealed record PerShareCommission(decimal Rate, decimal Minimum = 0, decimal? MaximumRatio = null) : OrderCommission
{
    /// <summary>From which quantity of the month on which rate holds, rising.</summary>
    public IReadOnlyList<(decimal From, decimal Rate)> Tiers { get; init; } = [];

    /// <inheritdoc/>
    protected override decimal OfOrder(in Deal latest, decimal quantity, decimal value)
    {
        decimal charge = Math.Max(Tiered(latest.MonthQuantityBeforeOrder, quantity), Minimum);
        return MaximumRatio is { } most ? Math.Min(charge, value * most) : charge;
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        string text = string.Create(CultureInfo.InvariantCulture, $"{Rate}/share");
        if (Minimum != 0) text += string.Create(CultureInfo.InvariantCulture, $":min={Minimum}");
        if (MaximumRatio is { } most) text += string.Create(CultureInfo.InvariantCulture, $":max={most * 100:0.####}%");
        return text + string.Concat(Tiers.Select(t => string.Create(CultureInfo.InvariantCulture, $":tier={t.From}@{t.Rate}")));
    }

    private decimal Tiered(decimal before, decimal quantity)
    {
        decimal charge = 0;
        decimal from = before;
        decimal end = before + quantity;
        decimal rate = Rate;
        foreach (var tier in Tiers)
        {
            decimal inThisTier = Math.Min(end, tier.From) - from;
            if (inThisTier > 0)
            {
                charge += inThisTier * rate;
                from += inThisTier;
            }

            rate = tier.Rate;
        }

        return charge + ((end - from) * rate);
    }
}
