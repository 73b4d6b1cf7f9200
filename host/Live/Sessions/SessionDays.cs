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
    private readonly DayTally tally = new();
    private DateOnly? day;
    private bool isReported;
    private double reportedEquity;
    private double latestEquity;

    /// <summary>Looks at a session after an event.</summary>
    /// <returns>The report of a day that has ended with it; null for none.</returns>
    public DayReport? Look(LiveView view)
    {
        var date = view.Calendar.DateOf(view.Time);
        DayReport? report = null;
        if (day is null)
        {
            // A day that is over when the session begins is none of its days.
            reportedEquity = view.Equity.InitialEquity;
            isReported = IsOver(view, date);
        }
        else if (day != date)
        {
            // The day before ended with the event before this one.
            if (!isReported) report = Report(view, latestEquity);
            isReported = false;
        }

        bool isFirst = day is null;
        day = date;
        tally.Take(view);
        latestEquity = view.Account.Equity;
        if (!isFirst && report is null && !isReported && IsOver(view, date)) report = Report(view, latestEquity);
        return report;
    }

    private static bool IsOver(LiveView view, DateOnly date) =>
        view.Calendar.SessionOn(date) is { } session ? view.Time >= session.Close : view.Calendar.DateOf(view.Time.AddTicks(1)) != date;

    private DayReport Report(LiveView view, double equity)
    {
        tally.TakeEnds();
        var report = new DayReport(deployment, day!.Value, view.Time, equity, equity - reportedEquity, tally.Made - tally.Denied,
            tally.Denied + tally.Rejected, tally.Symbols(view.Account.Portfolio));
        tally.Clear();
        reportedEquity = equity;
        isReported = true;
        return report;
    }
}
