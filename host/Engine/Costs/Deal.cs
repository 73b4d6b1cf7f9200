namespace StrategyHost.Engine.Costs;

/// <summary>What a commission is charged for.</summary>
/// <param name="Instrument">What was traded.</param>
/// <param name="Side">Buy or sell.</param>
/// <param name="Quantity">How much, above zero.</param>
/// <param name="Price">At what price.</param>
/// <param name="Liquidity">Whether it took or gave liquidity.</param>
/// <param name="Time">When, UTC.</param>
/// <param name="MonthQuantity">How much the account has traded before it in this calendar month, for tiers.</param>
public readonly record struct Deal(
    Instrument Instrument, Side Side, decimal Quantity, decimal Price, Liquidity Liquidity, DateTime Time, decimal MonthQuantity)
{
    /// <summary>What earlier fills of the same order have traded.</summary>
    public TradedSoFar Earlier { get; init; }

    /// <summary>How much the account had traded in the calendar month before the order's first fill: the order's place in the
    /// tiers.</summary>
    public decimal MonthQuantityBeforeOrder => Earlier.Quantity == 0 ? MonthQuantity : Earlier.MonthQuantity;

    /// <summary>Quantity × price × multiplier, in the instrument's currency.</summary>
    public decimal Value => Quantity * Price * Instrument.Multiplier;

    /// <summary>The date of the trade, UTC.</summary>
    public DateOnly Date => DateOnly.FromDateTime(Time);
}
