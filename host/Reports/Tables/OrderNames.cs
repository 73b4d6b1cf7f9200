using StrategyHost.Engine.Accounts;
using StrategyHost.Engine.Runs;

namespace StrategyHost.Reports.Tables;

/// <summary>What people call the orders of a run: the strategies' own words for them, and whose they are where several strategies
/// run.</summary>
/// <param name="orders">The orders, by number.</param>
/// <param name="books">The strategies' books.</param>
public sealed class OrderNames(IReadOnlyList<Order> orders, IReadOnlyList<StrategyBook> books)
{
    /// <summary>Whether several strategies run: tables then say whose each row is.</summary>
    public bool HasStrategies => books.Count > 1;

    /// <summary>Whether the strategies have words of their own for any order.</summary>
    public bool HasTags { get; } = HasTag(orders);

    /// <summary>What the orders of a result are called.</summary>
    public static OrderNames Of(BacktestResult result) => new(result.Orders, result.Books);

    /// <summary>A strategy's own word for an order; null for none.</summary>
    public string? TagOf(long order)
    {
        int low = 0;
        for (int high = orders.Count - 1; low <= high;)
        {
            int middle = low + ((high - low) / 2);
            if (orders[middle].Id == order) return orders[middle].Tag;
            if (orders[middle].Id < order) low = middle + 1;
            else high = middle - 1;
        }

        return null;
    }

    private static bool HasTag(IReadOnlyList<Order> orders)
    {
        for (int i = 0; i < orders.Count; i++)
        {
            if (orders[i].Tag is not null) return true;
        }

        return false;
    }

    /// <summary>The strategy that made an order; null where nobody did.</summary>
    public string? StrategyOf(long order)
    {
        foreach (var book in books)
        {
            if (book.Owns(order)) return book.Name;
        }

        return null;
    }
}
