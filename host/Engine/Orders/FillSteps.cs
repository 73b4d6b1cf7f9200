using StrategyHost.Engine.Accounts;
using StrategyHost.Engine.Markets;

namespace StrategyHost.Engine.Orders;

/// <summary>
/// The fills of one event, so that a strategy that is told of them one after the other sees cash, positions and orders as they were after
/// each. The venue has done all of its work by then: what the strategy sees is taken back to before the first fill, and goes forward with
/// each that it is told. Whoever acts does so at present, with all fills booked.
/// </summary>
/// <param name="account">The account.</param>
/// <param name="books">What each strategy of the account owns.</param>
public sealed class FillSteps(Account account, IReadOnlyList<StrategyBook> books)
{
    private readonly StrategyBook[] books = [.. books];
    private readonly List<Step> steps = [];
    private int shown;
    private bool isRetelling;

    /// <summary>Remembers what a fill is about to change.</summary>
    internal void Note(Order order, Market market)
    {
        var position = order.Holding ?? market.Position;
        var portfolio = order.Holding is null ? account.Portfolio : Array.Find(books, b => b.Owns(order.Id))!.Portfolio;
        steps.Add(new Step(order, position, portfolio));
    }

    /// <summary>Goes back to before the first fill of the event, where there are several.</summary>
    internal void Begin()
    {
        isRetelling = steps.Count > 1;
        shown = isRetelling ? GoBack(0) : steps.Count;
    }

    /// <summary>Goes forward to after the next fill.</summary>
    internal void Next()
    {
        if (isRetelling && shown < steps.Count) GoForward(shown + 1);
    }

    /// <summary>Ends the event: what is seen is the present.</summary>
    internal void End()
    {
        if (isRetelling) GoForward(steps.Count);
        isRetelling = false;
        steps.Clear();
    }

    /// <summary>Shows the present for as long as somebody acts.</summary>
    internal Present AtPresent() => new(this);

    /// <summary>The orders that could still fill after the fill that the strategy is being told of.</summary>
    /// <param name="open">Those that can still fill at present.</param>
    /// <param name="own">Whose orders are wanted.</param>
    internal IReadOnlyList<Order> OpenThen(IReadOnlyList<Order> open, StrategyBook own)
    {
        if (!isRetelling || shown == steps.Count) return open;
        var later = steps.Skip(shown).Select(s => s.Order).Where(o => o.IsOpen && own.Owns(o.Id));
        return [.. open.Union(later).OrderBy(o => o.Id)];
    }

    private int GoBack(int to)
    {
        int from = shown = steps.Count;
        for (int i = from - 1; i >= to; i--) steps[i] = steps[i].Swap();
        return to;
    }

    private void GoForward(int to)
    {
        for (; shown < to; shown++) steps[shown] = steps[shown].Swap();
    }

    /// <summary>Shows the present until it is disposed.</summary>
    internal readonly struct Present : IDisposable
    {
        private readonly FillSteps steps;
        private readonly int before;

        public Present(FillSteps steps)
        {
            this.steps = steps;
            before = steps.shown;
            if (steps.isRetelling) steps.GoForward(steps.steps.Count);
        }

        public void Dispose()
        {
            if (steps.isRetelling) steps.shown = steps.GoBack(before);
        }
    }

    /// <summary>The other side of a fill: what it changed, as it was before while the present is seen, and after while the past
    /// is.</summary>
    private readonly record struct Step(Order Order, Position Position, Portfolio Portfolio)
    {
        private OrderProgress Progress { get; init; } = Order.Progress;

        private PositionState Held { get; init; } = Position.State;

        private decimal Cash { get; init; } = Portfolio.Cash;

        private decimal Commission { get; init; } = Portfolio.Commission;

        public Step Swap()
        {
            var other = new Step(Order, Position, Portfolio);
            Order.Progress = Progress;
            Position.State = Held;
            Portfolio.Cash = Cash;
            Portfolio.Commission = Commission;
            return other;
        }
    }
}
