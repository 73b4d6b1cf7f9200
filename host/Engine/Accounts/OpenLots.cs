namespace StrategyHost.Engine.Accounts;

/// <summary>
/// The open lots of one market, oldest first. The range of prices that they have seen is kept once for all and handed to
/// them only when a fill or a split makes them differ, so that a bar costs the same however many there are.
/// </summary>
internal sealed class OpenLots
{
    private readonly Queue<OpenLot> lots = [];
    private double lowest = double.PositiveInfinity;
    private double highest = double.NegativeInfinity;

    /// <summary>The oldest; null when there is none.</summary>
    public OpenLot? Oldest => lots.TryPeek(out var oldest) ? oldest : null;

    /// <summary>Widens the range of prices by a bar.</summary>
    public void See(in Bar bar)
    {
        lowest = double.MinNative(lowest, bar.Low);
        highest = double.MaxNative(highest, bar.High);
    }

    /// <summary>Hands the lots the range that they have seen. Call it before a lot is looked at or changed.</summary>
    public void Settle()
    {
        foreach (var lot in lots) lot.See(lowest, highest);
        lowest = double.PositiveInfinity;
        highest = double.NegativeInfinity;
    }

    /// <summary>Adds the newest.</summary>
    public void Open(OpenLot lot) => lots.Enqueue(lot);

    /// <summary>Lets go of the oldest ones of which nothing is left.</summary>
    public void DropClosed()
    {
        while (lots.TryPeek(out var oldest) && oldest.Quantity == 0) lots.Dequeue();
    }

    /// <summary>Turns each unit into several.</summary>
    public void Split(decimal ratio)
    {
        Settle();
        foreach (var lot in lots) lot.Split(ratio);
    }

    /// <summary>Pays each unit a dividend, in the account's currency.</summary>
    public void Pay(decimal amount)
    {
        foreach (var lot in lots) lot.Pay(amount);
    }

    /// <summary>The profit of all of them after commission and dividends, in the account's currency.</summary>
    /// <param name="unitValue">What a unit is worth now, in the account's currency.</param>
    public decimal ProfitAt(decimal unitValue)
    {
        decimal profit = 0;
        foreach (var lot in lots) profit += lot.ProfitOf(lot.Quantity, lot.Quantity * unitValue) + lot.Dividends - lot.Commission;
        return profit;
    }
}
