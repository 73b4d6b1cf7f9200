using StrategyHost.Engine.Markets;

namespace StrategyHost.Engine.Accounts;

/// <summary>Keeps what sales bring from being spent until it has settled, so many trading days after the trade.</summary>
public sealed class Settlement
{
    private readonly int days;
    private readonly TradingCalendar calendar;
    private readonly Account account;
    private readonly Queue<(DateOnly Date, decimal Amount)> pending = new();

    /// <summary>A settlement.</summary>
    /// <param name="days">Trading days from trade to settlement; 0 for at once.</param>
    /// <param name="calendar">What counts as a trading day.</param>
    /// <param name="account">The account that waits.</param>
    public Settlement(int days, TradingCalendar calendar, Account account)
    {
        this.days = days;
        this.calendar = calendar;
        this.account = account;
    }

    /// <summary>Whether anything waits.</summary>
    public bool HasPending => pending.Count > 0;

    /// <summary>Takes a fill: what a sale brings waits.</summary>
    public void Take(Fill fill, Market market)
    {
        if (days == 0 || fill.Side == Side.Buy) return;
        decimal amount = market.ValueOf(fill.Quantity, fill.Price) - fill.Commission;
        if (amount <= 0) return;
        pending.Enqueue((DateAfter(calendar.DateOf(fill.Time)), amount));
        account.Unsettled += amount;
    }

    /// <summary>Lets go of what has settled by an instant.</summary>
    public void Advance(DateTime utc)
    {
        if (!HasPending) return;
        var today = calendar.DateOf(utc);
        while (pending.TryPeek(out var oldest) && oldest.Date <= today)
        {
            account.Unsettled -= oldest.Amount;
            pending.Dequeue();
        }
    }

    private DateOnly DateAfter(DateOnly date)
    {
        for (int left = days; left > 0;)
        {
            date = date.AddDays(1);
            if (IsTradingDay(date)) left--;
        }

        return date;
    }

    private bool IsTradingDay(DateOnly date) =>
        calendar.SessionOn(date) is not null
            || (calendar.Name.Length == 0 && date.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday));
}
