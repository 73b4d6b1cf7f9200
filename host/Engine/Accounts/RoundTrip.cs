namespace StrategyHost.Engine.Accounts;

/// <summary>A quantity that was opened and closed again, first in first out. Money is in the account's currency.</summary>
/// <param name="Symbol">The instrument's symbol.</param>
/// <param name="IsLong">Whether it was bought first.</param>
/// <param name="Quantity">How much, above zero.</param>
/// <param name="EntryTime">When it was opened, UTC.</param>
/// <param name="EntryPrice">At what price.</param>
/// <param name="ExitTime">When it was closed, UTC.</param>
/// <param name="ExitPrice">At what price.</param>
/// <param name="GrossProfit">
/// Profit before commission and dividends: what the exit was worth less what the entry was worth, each at the rate of its time
/// where the instrument has another currency.
/// </param>
/// <param name="Commission">The part of both fills' commission that belongs to this quantity.</param>
/// <param name="Bars">How many bars of its symbol it lasted.</param>
/// <param name="AdverseExcursion">
/// The worst unrealised profit on the way, 0 or below. The range of the bar of entry counts whole; of the bar of exit
/// only the exit's price does.
/// </param>
/// <param name="FavourableExcursion">The best unrealised profit on the way, 0 or above, over the same prices.</param>
public sealed record RoundTrip(
    string Symbol, bool IsLong, decimal Quantity, DateTime EntryTime, decimal EntryPrice, DateTime ExitTime, decimal ExitPrice,
    decimal GrossProfit, decimal Commission, long Bars, decimal AdverseExcursion, decimal FavourableExcursion)
{
    /// <summary>What dividends have brought meanwhile, below zero for a short position.</summary>
    public decimal Dividends { get; init; }

    /// <summary>The number of the order that opened it; 0 where none did.</summary>
    public long EntryOrderId { get; init; }

    /// <summary>The number of the order that closed it; 0 where none did, such as where a split pays out a fraction.</summary>
    public long ExitOrderId { get; init; }

    /// <summary>Profit after commission and dividends: what the quantity has changed the account by.</summary>
    public decimal NetProfit => GrossProfit + Dividends - Commission;
}
