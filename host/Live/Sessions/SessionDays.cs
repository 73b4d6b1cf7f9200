using StrategyHost.Engine.Runs.Live;
using StrategyHost.Live.Notices;

namespace StrategyHost.Live.Sessions;

/// <summary>
/// Reports each trading day of a session once its market has closed, by the session's own clock: at the first event at or after the close,
/// or, where that
/// day has no more event, at the first of a later day. What happens between the close and the next day counts to the next day.
/// </summary>
/// <param name="deployment">The deployment's name.</param>
internal sealed class SessionDays(string deployment)
{
    private DateOnly? day;
    private bool isReported;
    private Mark reported;
    private Mark latest;

    /// <summary>Looks at a session after an event.</summary>
    /// <returns>The report of a day that has ended with it; null for none.</returns>
    public DayReport? Look(LiveView view)
    {
        var now = new Mark(view.Account.Equity, view.Orders.Count, view.Fills.Count, view.RoundTrips.Count);
        var date = view.Calendar.DateOf(view.Time);
        DayReport? report = null;
        if (day is null)
        {
            // A day that is over when the session begins is none of its days.
            reported = new Mark(view.Equity.InitialEquity, 0, 0, 0);
            latest = now;
            day = date;
            isReported = IsOver(view, date);
            return null;
        }

        if (day != date)
        {
            if (!isReported) report = Report(view, latest);
            day = date;
            isReported = false;
        }

        if (report is null && !isReported && IsOver(view, date)) report = Report(view, now);
        latest = now;
        return report;
    }

    private static bool IsOver(LiveView view, DateOnly date) =>
        view.Calendar.SessionOn(date) is { } session ? view.Time >= session.Close : view.Calendar.DateOf(view.Time.AddTicks(1)) != date;

    private DayReport Report(LiveView view, Mark upTo)
    {
        var (orders, fills, trips) = (view.Orders, view.Fills, view.RoundTrips);
        var made = Enumerable.Range(reported.Orders, upTo.Orders - reported.Orders).Select(i => orders[i]).ToList();
        var filled = Enumerable.Range(reported.Fills, upTo.Fills - reported.Fills).Select(i => fills[i]).ToLookup(f => f.Symbol);
        var closed = Enumerable.Range(reported.Trips, upTo.Trips - reported.Trips).Select(i => trips[i]).ToLookup(t => t.Symbol);
        var symbols = view.Account.Portfolio.Positions.Where(p => !p.IsFlat || filled.Contains(p.Symbol)).Select(p => new DaySymbol(
            p.Symbol, filled[p.Symbol].Where(f => f.Side == Side.Buy).Sum(f => f.Quantity),
            filled[p.Symbol].Where(f => f.Side == Side.Sell).Sum(f => f.Quantity), filled[p.Symbol].Count(),
            closed[p.Symbol].Count(), closed[p.Symbol].Sum(t => t.NetProfit), p.Quantity, p.AveragePrice,
            double.IsNaN(p.LastPrice) ? null : p.LastPrice, p.UnrealizedProfit));
        int denied = made.Count(o => o.Status == OrderStatus.Denied);
        var report = new DayReport(deployment, day!.Value, view.Time, upTo.Equity, upTo.Equity - reported.Equity, made.Count - denied,
            denied + made.Count(o => o.Status == OrderStatus.Rejected), [.. symbols]);
        reported = upTo;
        isReported = true;
        return report;
    }

    /// <summary>Where a session stood.</summary>
    private readonly record struct Mark(double Equity, int Orders, int Fills, int Trips);
}
