namespace StrategyHost.Live.Brokers;

/// <summary>What a session holds of one symbol, as its news say.</summary>
internal sealed class HeldPosition
{
    public decimal Quantity { get; private set; }

    public decimal AveragePrice { get; private set; }

    /// <summary>Books an execution: the mean entry price is weighted when the position grows, stays when it shrinks, and is the new price after a reversal.</summary>
    public void Book(decimal signed, decimal price)
    {
        decimal after = Quantity + signed;
        if (Quantity == 0 || Math.Sign(Quantity) == Math.Sign(signed)) AveragePrice = ((AveragePrice * Math.Abs(Quantity)) + (price * Math.Abs(signed))) / Math.Abs(after);
        else if (after == 0) AveragePrice = 0;
        else if (Math.Sign(after) != Math.Sign(Quantity)) AveragePrice = price;
        Quantity = after;
    }
}
