namespace StrategyHost.Simulation.Strategies;

/// <summary>A strategy that trades at random within a plan. It looks at nothing but what strategies may look at.</summary>
/// <param name="plan">The plan.</param>
internal sealed class RandomStrategy(StrategyPlan plan) : Strategy
{
    private readonly Dictionary<string, double> prices = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    protected override void Declare()
    {
        foreach (var symbol in plan.Symbols)
        {
            Action<double> act = plan.Kind switch
            {
                StrategyKind.Trader => price => Trade(symbol, price),
                StrategyKind.Brackets => price => EnterBracket(symbol, price),
                StrategyKind.LinkedExits => price => EnterOrProtect(symbol, price),
                StrategyKind.LinkedEntries => price => EnterEitherWay(symbol, price),
                StrategyKind.Children => price => EnterWithChildren(symbol, price),
                StrategyKind.StopOnFill => price => EnterPlainly(symbol, price),
                StrategyKind.Targets => _ => Target(symbol, Random.Next(plan.IsLongOnly ? 0 : -plan.LargestSize, plan.LargestSize + 1)),
                StrategyKind.Percents => _ => TargetPercent(symbol, (Random.NextDouble() - (plan.IsLongOnly ? 0 : 0.5)) * 0.02),
                StrategyKind.Trailing => price => EnterWithTrail(symbol, price),
                _ => price => EnterOrClose(symbol, price),
            };
            OnBar(symbol, bar =>
            {
                if (Random.NextDouble() < plan.Fickleness) ChangeMind(symbol, bar.Close);
                if (Random.NextDouble() < plan.Activity) act(bar.Close);
                prices[symbol] = bar.Close;
                MayThrow();
            });
            if (plan.Every is { } interval) Every(interval, () => ActByTimer(symbol, act));
        }

        if (plan.Kind == StrategyKind.StopOnFill) OnFill(fill => Guard(fill.Symbol));
        else if (plan.Faultiness > 0) OnFill(_ => MayThrow());
    }

    private void ActByTimer(string symbol, Action<double> act)
    {
        if (!prices.Remove(symbol, out double price)) return; // Once a bar: at the end of a world no more of them come, and it rests.
        if (Random.NextDouble() < plan.Fickleness) ChangeMind(symbol, price);
        if (Random.NextDouble() < plan.Activity) act(price);
        MayThrow();
    }

    private void MayThrow()
    {
        if (plan.Faultiness > 0 && Random.NextDouble() < plan.Faultiness) throw new InvalidOperationException("The script has a fault.");
    }

    private void Trade(string symbol, double price)
    {
        var side = DrawSide();
        decimal size = side == Side.Sell && plan.IsLongOnly ? Math.Min(DrawSize(), Sellable(symbol)) : DrawSize();
        if (size <= 0 || Count(symbol) >= plan.AtOnce * 3) return;
        double away = Away(price);
        double better = side == Side.Buy ? price - away : price + away;
        double worse = side == Side.Buy ? price + away : price - away;
        switch (Random.Next(5))
        {
            case 0:
                Limit(side, symbol, size, better);
                break;
            case 1:
                Stop(side, symbol, size, worse);
                break;
            case 2:
                StopLimit(side, symbol, size, worse, side == Side.Buy ? worse + away : worse - away);
                break;
            case 3:
                Limit(side, symbol, size, worse, TimeInForce.ImmediateOrCancel);
                break;
            default:
                _ = side == Side.Buy ? Buy(symbol, size) : Sell(symbol, size);
                break;
        }
    }

    private void EnterBracket(string symbol, double price)
    {
        if (Count(symbol) >= plan.AtOnce * 2 || (plan.AtOnce == 1 && !Position(symbol).IsFlat)) return;
        var side = plan.IsLongOnly ? Side.Buy : DrawSide();
        double sign = side == Side.Buy ? 1 : -1;
        double entry = Random.NextDouble() < plan.LimitEntries ? price - (sign * Away(price)) : double.NaN;
        double from = double.IsNaN(entry) ? price : entry;
        Bracket(side, symbol, DrawSize(), from - (sign * Away(price)), from + (sign * Away(price)), double.IsNaN(entry) ? null : entry);
    }

    private void EnterOrProtect(string symbol, double price)
    {
        var position = Position(symbol);
        if (Count(symbol) > 0) return;
        if (position.IsFlat)
        {
            EnterPlainly(symbol, price);
            return;
        }

        var side = position.IsLong ? Side.Sell : Side.Buy;
        double sign = position.IsLong ? 1 : -1;
        decimal size = Math.Abs(position.Quantity);
        var stop = Stop(side, symbol, size, price - (sign * Away(price)));
        var target = Limit(side, symbol, size, price + (sign * Away(price)));
        if (Random.Next(2) == 0) Oco(stop, target);
        else Ouo(stop, target);
    }

    private void EnterEitherWay(string symbol, double price)
    {
        if (Count(symbol) > 0) return;
        if (!Position(symbol).IsFlat && Random.Next(2) == 0)
        {
            Close(symbol);
            return;
        }

        decimal size = DrawSize();
        var below = Limit(Side.Buy, symbol, size, price - Away(price));
        var above = Stop(Side.Buy, symbol, size, price + Away(price));
        if (Random.Next(2) == 0) Oco(below, above);
        else Ouo(below, above);
    }

    private void EnterWithChildren(string symbol, double price)
    {
        if (Count(symbol) > 0 || !Position(symbol).IsFlat) return;
        decimal size = DrawSize();
        var entry = EnterAt(Side.Buy, symbol, size, price);
        decimal first = Math.Ceiling(size / 2);
        var exit = new OrderRequest { Symbol = symbol, Side = Side.Sell, Quantity = first, ReduceOnly = Random.Next(2) == 0 };
        var target = exit with { Type = OrderType.Limit, LimitPrice = Exact(price + Away(price)) };
        var stop = exit with { Quantity = size - first, Type = OrderType.Stop, StopPrice = Exact(price - Away(price)) };
        if (stop.Quantity > 0) Then(entry, target, stop);
        else Then(entry, target);
    }

    private void EnterPlainly(string symbol, double price)
    {
        if (Count(symbol) >= plan.AtOnce || Math.Abs(Position(symbol).Quantity) >= plan.LargestSize) return;
        EnterAt(plan.IsLongOnly || Position(symbol).IsLong ? Side.Buy : DrawSide(), symbol, DrawSize(), price);
    }

    private void EnterWithTrail(string symbol, double price)
    {
        if (Count(symbol) > 0 || !Position(symbol).IsFlat) return;
        decimal size = DrawSize();
        var entry = EnterAt(Side.Buy, symbol, size, price);
        var exit = new OrderRequest { Symbol = symbol, Side = Side.Sell, Quantity = size, ReduceOnly = true };
        Then(entry, exit with { Type = OrderType.TrailingStop, Trail = Trail.By(Math.Round(Away(price), 2)) });
    }

    private void EnterOrClose(string symbol, double price)
    {
        if (Random.Next(3) == 0) Close(symbol);
        else if (Random.Next(2) == 0) EnterPlainly(symbol, price);
        else EnterBracket(symbol, price);
    }

    private Order EnterAt(Side side, string symbol, decimal size, double price)
    {
        double sign = side == Side.Buy ? 1 : -1;
        if (Random.NextDouble() < plan.LimitEntries) return Limit(side, symbol, size, price - (sign * Away(price) / 2));
        return side == Side.Buy ? Buy(symbol, size) : Sell(symbol, size);
    }

    /// <summary>Keeps one stop for the whole position, as strategies do that know no brackets.</summary>
    private void Guard(string symbol)
    {
        var position = Position(symbol);
        Order? stop = null;
        foreach (var order in Orders)
        {
            if (order.Symbol == symbol && order.Type == OrderType.Stop) stop = order;
        }

        if (position.IsFlat)
        {
            if (stop is not null) Cancel(stop);
            return;
        }

        double sign = position.IsLong ? 1 : -1;
        decimal size = Math.Abs(position.Quantity);
        double price = (double)position.AveragePrice * (1 - (sign * plan.Distance));
        if (stop is null) Stop(position.IsLong ? Side.Sell : Side.Buy, symbol, size, price);
        else if (stop.Remaining != size) Replace(stop, stop.Filled + size);
    }

    /// <summary>Cancels a working order, or gives it other prices, or another size where that cannot oversell.</summary>
    private void ChangeMind(string symbol, double price)
    {
        if (Count(symbol) == 0) return;
        int chosen = Random.Next(Count(symbol));
        Order? order = null;
        foreach (var open in Orders)
        {
            if (open.Symbol == symbol && chosen-- == 0) order = open;
        }

        if (order is null || order.Trail is not null) return;
        double away = Away(price) * (order.Side == Side.Buy ? 1 : -1);
        if (Random.Next(3) == 0) Cancel(order);
        else if (order.Type == OrderType.Stop) Replace(order, stop: price + away);
        else if (MayResize(order)) Replace(order, order.Filled + DrawSize(), price - away);
        else if (order.Type == OrderType.Limit) Replace(order, limit: price - away);
    }

    private bool MayResize(Order order) => plan.Kind == StrategyKind.Trader && order is { Type: OrderType.Limit, Side: Side.Buy };

    private int Count(string symbol)
    {
        int count = 0;
        foreach (var order in Orders)
        {
            if (order.Symbol == symbol) count++;
        }

        return count;
    }

    /// <summary>What is held and not offered by an order that works.</summary>
    private decimal Sellable(string symbol)
    {
        decimal held = Position(symbol).Quantity;
        foreach (var order in Orders)
        {
            if (order.Symbol == symbol && order.Side == Side.Sell) held -= order.Remaining;
        }

        return held;
    }

    private decimal DrawSize() => Random.Next(1, plan.LargestSize + 1);

    private Side DrawSide() => Random.Next(2) == 0 ? Side.Buy : Side.Sell;

    private double Away(double price) => Math.Max(0.01, price * plan.Distance * (0.5 + Random.NextDouble()));

    private static decimal Exact(double price) => Math.Round((decimal)price, 2);
}
