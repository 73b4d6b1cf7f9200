namespace StrategyHost.Simulation.Exchanges;

/// <summary>What the account holds of a symbol.</summary>
/// <param name="Quantity">Units: negative for short.</param>
/// <param name="AveragePrice">The mean entry price; 0 for nothing.</param>
internal readonly record struct Holding(decimal Quantity, decimal AveragePrice)
{
    /// <summary>After an execution of a signed quantity.</summary>
    public Holding After(decimal signed, decimal price)
    {
        decimal after = Quantity + signed;
        if (after == 0) return default;
        bool grows = Quantity == 0 || Math.Sign(Quantity) == Math.Sign(signed);
        if (grows) return new Holding(after, ((AveragePrice * Math.Abs(Quantity)) + (price * Math.Abs(signed))) / Math.Abs(after));
        return new Holding(after, Math.Sign(after) == Math.Sign(Quantity) ? AveragePrice : price);
    }
}
