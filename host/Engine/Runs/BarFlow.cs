using StrategyHost.Engine.Markets;
using StrategyHost.Engine.Supervision;

namespace StrategyHost.Engine.Runs;

/// <summary>How bars come in: from the feed to the markets, into longer bars, and to indicators and histories. No handler runs
/// here.</summary>
internal sealed class BarFlow
{
    private readonly Supervisor supervisor;
    private readonly Log log;
    private readonly int marketCount;
    private readonly List<BarBuilder> closing = [];
    private BarBuilder[] builders = [];
    private BarBuilder[][] buildersOfMarket = [];

    /// <summary>A flow into markets.</summary>
    public BarFlow(MarketFeed feed, IReadOnlyList<(Market Market, BarBuilder Builder)> builders, int marketCount, Supervisor supervisor,
        Log log)
    {
        Feed = feed;
        this.supervisor = supervisor;
        this.log = log;
        this.marketCount = marketCount;
        Use(builders);
    }

    /// <summary>Where bars come from.</summary>
    public MarketFeed Feed { get; set; }

    /// <summary>The longer bars that have just closed.</summary>
    public List<BarBuilder> Closing => closing;

    /// <summary>Builds these longer bars from now on.</summary>
    public void Use(IReadOnlyList<(Market Market, BarBuilder Builder)> used)
    {
        builders = [.. used.Select(b => b.Builder)];
        buildersOfMarket =
            [.. Enumerable.Range(0, marketCount).Select(i => used.Where(b => b.Market.Index == i).Select(b => b.Builder).ToArray())];
    }

    /// <summary>When the next bar ends, short or long; <see cref="long.MaxValue"/> once the feed has ended. A longer bar does not end
    /// before
    /// a late part of it.</summary>
    public long NextTime()
    {
        long next = Feed.NextTime;
        return next == long.MaxValue || builders.Length == 0 || Feed.IsLate ? next : Math.Min(next, NextClose);
    }

    /// <summary>When the next longer bar ends; <see cref="long.MaxValue"/> when none is at hand.</summary>
    public long NextClose
    {
        get
        {
            long next = long.MaxValue;
            foreach (var builder in builders) next = Math.Min(next, builder.Due);
            return next;
        }
    }

    /// <summary>Shows the markets the bars that end at a time.</summary>
    public void Show(long time)
    {
        if (closing.Count > 0) closing.Clear();
        Feed.Advance(time);
    }

    /// <summary>Takes what was shown into longer bars.</summary>
    public void Build()
    {
        if (builders.Length > 0) BuildLonger();
    }

    /// <summary>Brings indicators and histories up to a time.</summary>
    /// <param name="time">The run's time, in UTC ticks.</param>
    /// <param name="updated">The markets that have a new bar.</param>
    /// <param name="closes">Whether longer bars that end by then are closed.</param>
    public void Update(long time, ReadOnlySpan<Market> updated, bool closes)
    {
        foreach (var market in updated) market.Listeners.Update(supervisor, in market.Bar);
        if (closes) CloseDue(time);
    }

    /// <summary>Closes the longer bars that end by a time.</summary>
    public void CloseDue(long time)
    {
        foreach (var builder in builders)
        {
            if (builder.Due <= time) Close(builder);
        }
    }

    /// <summary>Rescales what has been kept of a market's prices and volumes, before what was shown is taken in.</summary>
    public void Rescale(Market market, PriceScale action)
    {
        market.Rescale(action.Prices);
        market.Listeners.Rescale(supervisor, in action, log);
        foreach (var builder in buildersOfMarket[market.Index])
        {
            builder.Rescale(in action);
            builder.Listeners.Rescale(supervisor, in action, log);
        }
    }

    private void BuildLonger()
    {
        foreach (var market in Feed.Updated)
        {
            foreach (var builder in buildersOfMarket[market.Index])
            {
                // A tick at the very end of a bar belongs to the next one.
                if (builder.Due <= market.Bar.Start.Ticks) Close(builder);
                builder.Add(in market.Bar);
            }
        }
    }

    private void Close(BarBuilder builder)
    {
        builder.Close();
        builder.Listeners.Update(supervisor, in builder.Latest);
        closing.Add(builder);
    }
}
