namespace StrategyHost.Simulation.Exchanges;

/// <summary>The price of a symbol: a random walk with jumps, and the bars that it makes.</summary>
internal sealed class MarketPrice
{
    private const decimal Tick = 0.01m;
    private readonly ExchangePlan plan;
    private readonly Dice dice;
    private readonly List<Bar> bars = [];
    private DateTime barStart;
    private double open;
    private double high;
    private double low;
    private long volume;

    /// <summary>A price that has not moved yet.</summary>
    /// <param name="symbol">The symbol.</param>
    /// <param name="plan">How it moves.</param>
    /// <param name="dice">What it draws from.</param>
    /// <param name="start">When it begins, UTC.</param>
    public MarketPrice(string symbol, ExchangePlan plan, Dice dice, DateTime start)
    {
        Symbol = symbol;
        this.plan = plan;
        this.dice = dice;
        Last = plan.FirstPrice;
        barStart = start;
        Open(start);
    }

    /// <summary>The symbol.</summary>
    public string Symbol { get; }

    /// <summary>The last price.</summary>
    public decimal Last { get; private set; }

    /// <summary>The orders that can fill, oldest first.</summary>
    public List<ExchangeOrder> Working { get; } = [];

    /// <summary>The bars that have ended, oldest first.</summary>
    public IReadOnlyList<Bar> Bars => bars;

    /// <summary>Goes on to the next price.</summary>
    public void Move()
    {
        double drift = (dice.Unit() + dice.Unit() + dice.Unit() + dice.Unit() - 2) * 1.7 * plan.Volatility;
        if (dice.Chance(plan.JumpChance)) drift += dice.Between(-plan.JumpSize, plan.JumpSize);
        int ticks = (int)Math.Round((double)Last * drift * 100);
        Last = Math.Max(1, Last + (ticks * Tick));
        double price = (double)Last;
        high = Math.Max(high, price);
        low = Math.Min(low, price);
        volume++;
    }

    /// <summary>Ends the bar.</summary>
    public Bar EndBar(DateTime end)
    {
        var bar = new Bar(barStart, end, open, high, low, (double)Last, volume * 100);
        bars.Add(bar);
        Open(end);
        return bar;
    }

    private void Open(DateTime start)
    {
        barStart = start;
        open = high = low = (double)Last;
        volume = 0;
    }
}
