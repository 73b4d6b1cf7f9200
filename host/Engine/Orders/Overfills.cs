using System.Globalization;
using StrategyHost.Engine.Accounts;

namespace StrategyHost.Engine.Orders;

/// <summary>
/// What an exchange has filled beyond what was wanted: both legs of a pair, or an order that closes a position together with another that
/// did
/// so first. Such fills cross with what the host asks for, and nobody can prevent them; they are undone at the market, and said.
/// </summary>
/// <param name="gateway">Takes the orders that undo.</param>
/// <param name="contingencies">Knows what groups of orders allow.</param>
/// <param name="books">What each strategy of the account owns.</param>
/// <param name="policy">What becomes of it.</param>
/// <param name="log">Where lines go.</param>
public sealed class Overfills(OrderGateway gateway, Contingencies contingencies, IReadOnlyList<StrategyBook> books, OverfillPolicy policy,
    Log log)
{
    /// <summary>The word that orders have which undo an excess.</summary>
    public const string Tag = "overfill";

    /// <summary>An order that undoes, and does not fill whole, is made anew so often; then a person is told.</summary>
    private const int MostAttempts = 5;
    private readonly Dictionary<(StrategyBook Owner, string Symbol), Excess> excesses = [];

    /// <summary>What is still to be undone of a symbol for the owner of an order: above zero when it is to be bought.</summary>
    public decimal PendingOf(Order order) => excesses.Count == 0 ? 0 : Pending(OwnerOf(order), order.Symbol);

    /// <summary>What is still to be undone of a symbol: above zero when it is to be bought.</summary>
    public decimal Pending(StrategyBook owner, string symbol) => excesses.TryGetValue((owner, symbol), out var excess) ? excess.Left : 0;

    /// <summary>Takes a fill: how much of it is more than was wanted.</summary>
    public void Note(in OrderUpdate fill)
    {
        if (fill.Order is not { } order) return;
        var key = (OwnerOf(order), order.Symbol);
        if (excesses.TryGetValue(key, out var known) && known.Undos.Contains(order))
        {
            // Also one that was taken for rejected, and after which another was sent: then there is an excess on the other side.
            known.Left -= order.Sign * fill.Quantity;
            return;
        }

        decimal held = fill.HeldBefore + (known?.Left ?? 0);
        decimal excess = contingencies.TakeExcess(order, fill.Quantity);
        if (order.IsReduceOnly || order.IsClosing) excess = Math.Max(excess, BeyondFlat(order, held, fill.Quantity));
        if (excess == 0) return;
        if (policy == OverfillPolicy.Keep)
        {
            log.Error(string.Create(CultureInfo.InvariantCulture,
                $"Order {order} filled {excess:0.########} more than there was to close, since fills crossed at the exchange: it is "
                    + $"kept, as \"overfill\" says."));
            return;
        }

        if (known is null) excesses.Add(key, known = new Excess());
        known.Left -= order.Sign * excess;
        known.Attempts = 0;
        contingencies.Restore(key.Item1, order.Symbol);
        log.Error(string.Create(CultureInfo.InvariantCulture,
            $"Order {order} filled {excess:0.########} more than there was to close, since fills crossed at the exchange: it is undone "
                + $"at the market."));
    }

    /// <summary>Sends what undoes, one order of a symbol at a time.</summary>
    /// <param name="givenUp">Is told the last order when an excess stays: sizes that counted on it change.</param>
    public void Undo(Action<Order> givenUp)
    {
        foreach (var ((owner, symbol), excess) in excesses)
        {
            if (excess.Left == 0 || excess.Undo is { IsOpen: true }) continue;
            if (excess.Attempts == MostAttempts)
            {
                log.Error(string.Create(CultureInfo.InvariantCulture,
                    $"{Math.Abs(excess.Left):0.########} {symbol} that were filled beyond what was wanted could not be undone in "
                        + $"{MostAttempts} attempts: close them by hand."));
                excess.Left = 0;
                givenUp(excess.Undo!);
                continue;
            }

            excess.Attempts++;
            excess.Undo = gateway.Submit(
                new OrderRequest
                {
                    Symbol = symbol,
                    Side = excess.Left > 0 ? Side.Buy : Side.Sell,
                    Quantity = Math.Abs(excess.Left),
                    Tag = Tag
                }, OrderOrigin.Exit, owner);
            excess.Undos.Add(excess.Undo);
        }
    }

    /// <summary>How much of a fill goes beyond a flat position.</summary>
    private static decimal BeyondFlat(Order order, decimal held, decimal filled)
    {
        decimal closable = Math.Max(0, order.Side == Side.Sell ? held : -held);
        return Math.Max(0, filled - closable);
    }

    private StrategyBook OwnerOf(Order order)
    {
        foreach (var book in books)
        {
            if (book.Owns(order.Id)) return book;
        }

        return books[0];
    }

    private sealed class Excess
    {
        /// <summary>What is left to be undone: above zero when it is to be bought.</summary>
        public decimal Left { get; set; }

        public int Attempts { get; set; }

        public Order? Undo { get; set; }

        /// <summary>All orders that were sent to undo: one that was taken for ended may fill all the same.</summary>
        public HashSet<Order> Undos { get; } = [];
    }
}
