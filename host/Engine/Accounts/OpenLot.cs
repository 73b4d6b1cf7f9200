namespace StrategyHost.Engine.Accounts;

/// <summary>What one fill opened and no other has closed yet, with the range of prices since.</summary>
/// <param name="isLong">Whether it was bought.</param>
/// <param name="entry">The fill that opened it.</param>
/// <param name="unitCost">What a unit was worth at entry, in the account's currency.</param>
/// <param name="quantity">How much, above zero.</param>
/// <param name="commission">The part of the fill's commission that belongs to it.</param>
internal sealed class OpenLot(bool isLong, Fill entry, decimal unitCost, decimal quantity, decimal commission)
{
    public bool IsLong { get; } = isLong;

    public Fill Entry { get; } = entry;

    public decimal EntryPrice { get; private set; } = entry.Price;

    public decimal Quantity { get; private set; } = quantity;

    public decimal Commission { get; private set; } = commission;

    /// <summary>What dividends have brought, below zero for a short lot, in the account's currency.</summary>
    public decimal Dividends { get; private set; }

    /// <summary>How many bars its market had shown when it was opened.</summary>
    public required long OpenedAtBar { get; init; }

    public double Lowest { get; private set; } = (double)entry.Price;

    public double Highest { get; private set; } = (double)entry.Price;

    /// <summary>Widens the range of prices.</summary>
    public void See(double lowest, double highest)
    {
        Lowest = Math.Min(Lowest, lowest);
        Highest = Math.Max(Highest, highest);
    }

    /// <summary>The profit of a quantity that is worth so much now, before commission and dividends, in the account's currency.</summary>
    public decimal ProfitOf(decimal quantity, decimal value)
    {
        decimal cost = quantity * unitCost;
        return IsLong ? value - cost : cost - value;
    }

    /// <summary>Takes a dividend for each unit, in the account's currency.</summary>
    public void Pay(decimal amount) => Dividends += IsLong ? Quantity * amount : -Quantity * amount;

    /// <summary>Turns each unit into several.</summary>
    public void Split(decimal ratio)
    {
        Quantity *= ratio;
        EntryPrice /= ratio;
        unitCost /= ratio;
        Lowest /= (double)ratio;
        Highest /= (double)ratio;
    }

    /// <summary>Takes a part out of the lot, and says which part of the entry's commission and of the dividends goes with it.</summary>
    public (decimal Commission, decimal Dividends) Take(decimal quantity)
    {
        bool isAll = quantity == Quantity;
        decimal commission = isAll ? Commission : Commission * quantity / Quantity;
        decimal dividends = isAll || Dividends == 0 ? Dividends : Dividends * quantity / Quantity;
        Quantity -= quantity;
        Commission -= commission;
        Dividends -= dividends;
        return (commission, dividends);
    }
}
