namespace StrategyHost.Engine.Results;

/// <summary>The account's worth after every event of a run, in columns.</summary>
public sealed class EquityCurve
{
    private readonly Drawdown drawdown;
    private long[] times;
    private double[] equities;
    private double[] cash;
    private double[] drawdowns;
    private double[] exposures;
    private double exposureTime;

    /// <summary>A curve that starts with the initial equity.</summary>
    /// <param name="initialEquity">Equity before the first event, in the account's currency.</param>
    /// <param name="start">When the run starts, UTC.</param>
    /// <param name="capacity">How many events are expected.</param>
    public EquityCurve(double initialEquity, DateTime start, int capacity)
    {
        InitialEquity = initialEquity;
        Start = start;
        drawdown = new Drawdown(initialEquity, start.Ticks);
        times = new long[capacity];
        equities = new double[capacity];
        cash = new double[capacity];
        drawdowns = new double[capacity];
        exposures = new double[capacity];
    }

    /// <summary>Equity before the first event, in the account's currency.</summary>
    public double InitialEquity { get; }

    /// <summary>When the run starts, UTC.</summary>
    public DateTime Start { get; }

    /// <summary>How many events there were.</summary>
    public int Count { get; private set; }

    /// <summary>When each event was, in UTC ticks, rising strictly.</summary>
    public ReadOnlySpan<long> Times => times.AsSpan(0, Count);

    /// <summary>Equity after each event, in the account's currency.</summary>
    public ReadOnlySpan<double> Equities => equities.AsSpan(0, Count);

    /// <summary>Cash after each event, in the account's currency.</summary>
    public ReadOnlySpan<double> Cash => cash.AsSpan(0, Count);

    /// <summary>The fall from the running peak after each event, as a ratio of the peak.</summary>
    public ReadOnlySpan<double> Drawdowns => drawdowns.AsSpan(0, Count);

    /// <summary>The absolute value of all positions as a ratio of equity after each event; 0 where equity is not above zero.</summary>
    public ReadOnlySpan<double> Exposures => exposures.AsSpan(0, Count);

    /// <summary>The fall from the peak so far.</summary>
    public Drawdown Drawdown => drawdown;

    /// <summary>The time-weighted mean of <see cref="Exposures"/>; 0 for a run of fewer than two events.</summary>
    public double MeanExposure => Count < 2 ? 0 : exposureTime / (times[Count - 1] - times[0]);

    /// <summary>Adds the account's worth after an event.</summary>
    public void Add(long time, double equity, double cashNow, double grossExposure)
    {
        if (Count == times.Length) Grow();
        if (Count > 0) exposureTime += exposures[Count - 1] * (time - times[Count - 1]);
        drawdown.Mark(equity, time);
        times[Count] = time;
        equities[Count] = equity;
        cash[Count] = cashNow;
        drawdowns[Count] = drawdown.Current;
        exposures[Count] = equity > 0 ? grossExposure / equity : 0;
        Count++;
    }

    /// <summary>The last equity of each trading date of a calendar.</summary>
    public IReadOnlyList<(DateOnly Date, double Equity)> Daily(TradingCalendar calendar)
    {
        var days = new List<(DateOnly, double)>();
        int index = 0;
        while (index < Count)
        {
            var date = DateAt(index, calendar);
            int last = LastOf(date, index, calendar);
            days.Add((date, equities[last]));
            index = last + 1;
        }

        return days;
    }

    /// <summary>The last event of a date, found in a number of steps that grows with the logarithm of the day's events.</summary>
    private int LastOf(DateOnly date, int first, TradingCalendar calendar)
    {
        int step = 1;
        int inside = first;
        while (inside + step < Count && DateAt(inside + step, calendar) == date)
        {
            inside += step;
            step *= 2;
        }

        for (; step > 0; step /= 2)
        {
            if (inside + step < Count && DateAt(inside + step, calendar) == date) inside += step;
        }

        return inside;
    }

    private DateOnly DateAt(int index, TradingCalendar calendar) => calendar.DateOf(new DateTime(times[index], DateTimeKind.Utc));

    private void Grow()
    {
        int capacity = Math.Max(1024, times.Length * 2);
        Array.Resize(ref times, capacity);
        Array.Resize(ref equities, capacity);
        Array.Resize(ref cash, capacity);
        Array.Resize(ref drawdowns, capacity);
        Array.Resize(ref exposures, capacity);
    }
}
