namespace StrategyHost.Engine.Venues;

/// <summary>When an order works, by its time in force. Market orders that wait for their first price never expire.</summary>
public static class Lifetime
{
    /// <summary>What an order does on a bar that begins after it was made. Call it once for each such bar.</summary>
    public static Turn TurnOn(WorkingOrder order, in Bar bar)
    {
        var time = order.Order.TimeInForce;
        bool canExpire = order.Order.Type != OrderType.Market;
        return time.Kind switch
        {
            TimeInForceKind.Day when canExpire && IsAfterItsDay(order, bar) => Turn.Expire,
            TimeInForceKind.GoodTillDate when canExpire && bar.Start > time.Until => Turn.Expire,
            TimeInForceKind.Bars when canExpire && ++order.BarsMet > time.BarCount => Turn.Expire,
            TimeInForceKind.ImmediateOrCancel or TimeInForceKind.FillOrKill => Turn.Open,
            TimeInForceKind.AtOpen => BeginsSession(order, bar) ? Turn.Open : Turn.Wait,
            TimeInForceKind.AtClose => EndsSession(order, bar) ? Turn.Close : Turn.Wait,
            _ => Turn.Work,
        };
    }

    private static bool IsAfterItsDay(WorkingOrder order, in Bar bar)
    {
        // A bar of a week or of months covers more than the order's day, and nothing tells where in it the day ended: the order works on
        // the first one.
        if (order.Market.Series.Resolution is { IsOfDays: true, IsDaily: false }) return ++order.BarsMet > 1;
        if (order.ExpiresAfter is { } close) return bar.End > close;
        var date = order.Market.Calendar.DateOf(bar.End);
        order.ExpiresAfterDate ??= date;
        return date > order.ExpiresAfterDate;
    }

    private static bool BeginsSession(WorkingOrder order, in Bar bar)
    {
        if (order.Market.Series.Resolution.IsOfDays) return true;
        var calendar = order.Market.Calendar;
        if (calendar.SessionOn(calendar.DateOf(bar.End)) is { } session)
            return order.Market.Series.Resolution.IsTick
                ? bar.Start >= session.Open && order.ActsFrom <= session.Open : bar.Start == session.Open;
        return calendar.DateOf(bar.End) > calendar.DateOf(order.ActsFrom.AddTicks(1));
    }

    /// <summary>Where sessions are not known, a day ends with its midnight.</summary>
    private static bool EndsSession(WorkingOrder order, in Bar bar)
    {
        if (order.Market.Series.Resolution.IsOfDays) return true;
        var calendar = order.Market.Calendar;
        var date = calendar.DateOf(bar.End);
        if (calendar.SessionOn(date) is { } session)
            return bar.End == session.Close || (order.Market.Series.Resolution.IsTick && bar.End > session.Close);
        return bar.End == calendar.ToUtc(date.AddDays(1).ToDateTime(TimeOnly.MinValue));
    }
}
