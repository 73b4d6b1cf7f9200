namespace StrategyHost.Engine.Markets;

/// <summary>One instrument of a run: its latest bar, its position, and what listens to it.</summary>
public sealed class Market
{
    private const int MostShown = 10_000;
    private readonly Queue<(Bar Bar, Quote? Quote)> shown = new();
    private readonly bool hasPriceLimit;
    private readonly bool keepsCloseBefore;
    private bool hasMoreToShow;
    private readonly bool hasMultiplier;
    private BarListeners listeners;
    private Bar[] block = new Bar[1];
    private int latest;
    private Position[] followers = [];
    private DateOnly today;
    private double previousClose = double.NaN;

    /// <summary>A market that has shown nothing yet.</summary>
    /// <param name="index">Its place among the run's markets, in the order in which the strategy named them.</param>
    /// <param name="series">The bars that it will show.</param>
    /// <param name="position">What the account holds of it.</param>
    /// <param name="listeners">What listens to its bars.</param>
    public Market(int index, BarSeries series, Position position, BarListeners listeners)
    {
        Index = index;
        Series = series;
        Position = position;
        this.listeners = listeners;
        hasMultiplier = Instrument.Multiplier != 1;
        hasPriceLimit = Instrument.PriceLimit > 0;
        keepsCloseBefore = hasPriceLimit || series.Actions.Count > 0;
        hasMoreToShow = hasPriceLimit || series.Quotes is not null;
    }

    /// <summary>Its place among the run's markets.</summary>
    public int Index { get; }

    /// <summary>The bars that it shows.</summary>
    public BarSeries Series { get; }

    /// <summary>The terms on which it trades.</summary>
    public Instrument Instrument => Series.Instrument;

    /// <summary>When it trades.</summary>
    public TradingCalendar Calendar => Series.Calendar;

    /// <summary>What the account holds of it.</summary>
    public Position Position { get; }

    /// <summary>What listens to its bars.</summary>
    public BarListeners Listeners => listeners;

    /// <summary>Shorter bars of the same symbol that say in which order a bar passed its prices; opened when they are first asked for; null
    /// where nobody has any.</summary>
    public Lazy<BarSeries?>? Finer { get; init; }

    /// <summary>The latest quote; null where the data has none.</summary>
    public Quote? Quote { get; private set; }

    /// <summary>What wants each quote or trade of it; null for nothing.</summary>
    public TickListeners? TickListeners { get; private set; }

    /// <summary>How many bars it has shown.</summary>
    public long BarsSeen { get; private set; }

    /// <summary>The latest bar; meaningless before the first.</summary>
    public ref readonly Bar Bar => ref block[latest];

    /// <summary>The close of the bar before the latest; NaN before the second, and where neither a dividend nor a price limit needs
    /// it.</summary>
    public double CloseBefore { get; private set; } = double.NaN;

    /// <summary>What working buy orders can still add to the position.</summary>
    public decimal OpenToBuy { get; internal set; }

    /// <summary>What working sell orders can still take from the position.</summary>
    public decimal OpenToSell { get; internal set; }

    /// <summary>
    /// The largest absolute value that the position can reach if the working orders of one side are filled, at the
    /// latest price; 0 before the first.
    /// </summary>
    public decimal LargestExposure => BarsSeen == 0 ? 0
        : ValueOf(Math.Max(Math.Abs(Position.Quantity + OpenToBuy), Math.Abs(Position.Quantity - OpenToSell)), (decimal)Bar.Close);

    /// <summary>Between which prices it can trade today: the previous day's close less and more its price limit, on the tick grid;
    /// infinities before there is one.</summary>
    public (double Lowest, double Highest) DayRange
    {
        get
        {
            if (double.IsNaN(previousClose)) return (double.NegativeInfinity, double.PositiveInfinity);
            double limit = (double)Instrument.PriceLimit;
            return (ToTick(previousClose * (1 - limit)), ToTick(previousClose * (1 + limit)));
        }
    }

    /// <summary>Turns its currency into the account's; null when they are the same.</summary>
    public Conversion? Conversion
    {
        get;
        init
        {
            field = value;
            hasMoreToShow |= value is not null;
        }
    }

    /// <summary>Units of the account's currency for one of the instrument's; 0 while that is not known.</summary>
    public double Rate => Conversion is null ? 1 : Conversion.Rate;

    /// <summary>Money of the account for a point of price of one unit: the multiplier at the latest rate.</summary>
    public decimal PointValue => Conversion is null ? Instrument.Multiplier : Instrument.Multiplier * (decimal)Conversion.Rate;

    /// <summary>What a quantity is worth at a price, in the account's currency; negative for a negative quantity.</summary>
    public decimal ValueOf(decimal quantity, decimal price) =>
        Conversion is null && !hasMultiplier ? quantity * price : quantity * price * PointValue;

    /// <summary>An amount of the instrument's currency in the account's; 0 while the rate is not known.</summary>
    public decimal InAccountCurrency(decimal amount) => Conversion is null ? amount : amount * (decimal)Conversion.Rate;

    /// <summary>The position × the multiplier as a measured number, kept by the account.</summary>
    public double UnitsHeld { get; internal set; }

    /// <summary>Lets others listen from now on.</summary>
    public void Listen(BarListeners toBars, TickListeners? toTicks)
    {
        listeners = toBars;
        TickListeners = toTicks;
    }

    /// <summary>Takes the next bar of a cursor as the latest, telling nobody yet.</summary>
    public void Show(SeriesCursor cursor)
    {
        if (keepsCloseBefore) KeepCloseBefore();
        var read = cursor.Read(out int index);
        latest = index;
        if (!ReferenceEquals(read, block)) block = read;
        ref readonly var bar = ref read[index];
        Position.LastPrice = bar.Close;
        if (hasMoreToShow) ShowMore(in bar, cursor.NextIndex - 1);
        BarsSeen++;
    }

    /// <summary>Takes a bar that is not in the series as the latest, telling nobody yet.</summary>
    public void Show(Bar bar, Quote? quote = null)
    {
        Quote = quote;
        if (shown.Count == MostShown) shown.Dequeue();
        shown.Enqueue((bar, quote));
        if (keepsCloseBefore) KeepCloseBefore();
        block = [bar];
        latest = 0;
        Position.LastPrice = bar.Close;
        if (hasMoreToShow) ShowMore(in bar, index: -1);
        BarsSeen++;
    }

    /// <summary>The latest bars that it has shown and that are not in the series, oldest first; so many at most that no memory is
    /// lost.</summary>
    public IReadOnlyCollection<(Bar Bar, Quote? Quote)> Shown => shown;

    /// <summary>Takes a price as the latest while the market has shown none itself: what is held is valued at it.</summary>
    public void Presume(decimal price)
    {
        if (BarsSeen > 0) return;
        double value = (double)price;
        block = [new Bar(default, default, value, value, value, value, 0)];
        latest = 0;
        Position.LastPrice = value;
    }

    /// <summary>Brings the close before the latest bar in line with a split or dividend of that bar: the day's price limits are counted
    /// from it.</summary>
    internal void Rescale(double prices)
    {
        CloseBefore *= prices;
        previousClose *= prices;
    }

    private void KeepCloseBefore()
    {
        if (BarsSeen > 0) CloseBefore = Bar.Close;
    }

    private void ShowMore(in Bar bar, int index)
    {
        if (index >= 0 && Series.Quotes is { } quotes) Quote = quotes.At(index, bar.End);
        if (hasPriceLimit) NoteDay(in bar);
        if (Conversion is not null) Position.ConversionRate = (decimal)Conversion.Rate;
        foreach (var follower in followers)
        {
            follower.LastPrice = bar.Close;
            follower.ConversionRate = Position.ConversionRate;
        }
    }

    /// <summary>Keeps the price of a strategy's own position up to date too.</summary>
    public void Follow(Position position)
    {
        followers = [.. followers, position];
        hasMoreToShow = true;
    }

    private void NoteDay(in Bar bar)
    {
        var date = Calendar.DateOf(bar.End);
        if (date == today) return;
        if (BarsSeen > 0) previousClose = CloseBefore;
        today = date;
    }

    private double ToTick(double price)
    {
        decimal tick = Instrument.TickSize;
        return tick == 0 ? price : (double)(Math.Round((decimal)price / tick, MidpointRounding.AwayFromZero) * tick);
    }
}
