namespace StrategyHost.Engine.Accounts;

/// <summary>What one fill opened and no other has closed yet, with the range of prices since.</summary>
internal sealed class OpenLot(bool isLong, Fill entry, decimal quantity, decimal commission, long openedAtBar)
{
    public bool IsLong { get; } = isLong;

    public Fill Entry { get; } = entry;

    public decimal EntryPrice { get; private set; } = entry.Price;

    public decimal Quantity { get; private set; } = quantity;

    public decimal Commission { get; private set; } = commission;

    public long OpenedAtBar { get; } = openedAtBar;

    public double Lowest { get; private set; } = (double)entry.Price;

    public double Highest { get; private set; } = (double)entry.Price;

    /// <summary>Widens the range of prices.</summary>
    public void See(double lowest, double highest)
    {
        Lowest = Math.Min(Lowest, lowest);
        Highest = Math.Max(Highest, highest);
    }

    /// <summary>Turns each unit into several.</summary>
    public void Split(decimal ratio)
    {
        Quantity *= ratio;
        EntryPrice /= ratio;
        Lowest /= (double)ratio;
        Highest /= (double)ratio;
    }

    /// <summary>Takes a part out of the lot, and says which part of the entry's commission goes with it.</summary>
    public decimal Take(decimal quantity)
    {
        decimal share = quantity == Quantity ? Commission : Commission * quantity / Quantity;
        Quantity -= quantity;
        Commission -= share;
        return share;
    }
}
