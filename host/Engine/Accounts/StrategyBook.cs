using StrategyHost.Engine.Markets;

namespace StrategyHost.Engine.Accounts;

/// <summary>
/// What one strategy of an account owns: its orders, its positions, its part of the cash. The books of all strategies add
/// up to the account, which nets their positions. A strategy that is alone has the account itself for its book.
/// </summary>
public sealed class StrategyBook
{
    private readonly HashSet<long> orders = [];
    private readonly bool isWholeAccount;

    private StrategyBook(string name, Portfolio portfolio, bool isWholeAccount)
    {
        Name = name;
        Portfolio = portfolio;
        this.isWholeAccount = isWholeAccount;
    }

    /// <summary>The strategy's name.</summary>
    public string Name { get; }

    /// <summary>Its cash and positions.</summary>
    public Portfolio Portfolio { get; }

    /// <summary>Whether it shares the account with others.</summary>
    public bool IsShared => !isWholeAccount;

    /// <summary>The book of a strategy that has the account for itself.</summary>
    public static StrategyBook Whole(string name, Account account) => new(name, account.Portfolio, isWholeAccount: true);

    /// <summary>The book of one of several strategies, with a part of the account's cash.</summary>
    public static StrategyBook Part(string name, decimal cash, string currency) =>
        new(name, new Portfolio(cash, currency), isWholeAccount: false);

    /// <summary>Opens a position for a market; the market keeps its price up to date.</summary>
    public void Open(Market market)
    {
        if (isWholeAccount) return;
        var position = new Position(market.Instrument);
        Portfolio.Add(position);
        market.Follow(position);
    }

    /// <summary>Counts an order as its own.</summary>
    public void Adopt(Order order)
    {
        if (isWholeAccount) return;
        orders.Add(order.Id);
        order.Holding = Portfolio.Positions.FirstOrDefault(p => p.Symbol == order.Symbol);
    }

    /// <summary>Whether an order is its own.</summary>
    public bool Owns(long orderId) => isWholeAccount || orders.Contains(orderId);

    /// <summary>Books a fill of one of its orders.</summary>
    public void Book(Market market, Fill fill)
    {
        if (isWholeAccount || !orders.Contains(fill.OrderId)) return;
        Portfolio.Cash -= market.ValueOf(fill.SignedQuantity, fill.Price) + fill.Commission;
        Portfolio.Commission += fill.Commission;
        Portfolio[market.Instrument.Symbol].Apply(fill.SignedQuantity, fill.Price);
    }

    /// <summary>Books cash that no trade has brought. The account books it by itself.</summary>
    public void Adjust(decimal amount)
    {
        if (!isWholeAccount) Portfolio.Cash += amount;
    }
}
