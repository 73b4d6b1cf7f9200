namespace StrategyHost;

/// <summary>
/// A trading strategy: what a script says at its top level, or what a class that derives from this says in
/// <see cref="Declare"/>. Declaring comes first, then handlers react to events, all on one thread.
/// </summary>
public abstract partial class Strategy
{
    private IStrategyContext? context;
    private Portfolio? portfolio;

    /// <summary>The run's clock; the only clock a strategy should look at.</summary>
    public Clock Clock => Context.Clock;

    /// <summary>Cash, positions and equity of the account.</summary>
    public Portfolio Portfolio => portfolio ??= Context.Portfolio;

    /// <summary>The orders that can still fill, oldest first.</summary>
    public IReadOnlyList<Order> Orders => Context.OpenOrders;

    /// <summary>Random numbers that are the same on every run with the same seed.</summary>
    public Random Random => Context.Random;

    /// <summary>The strategy's log.</summary>
    public Log Log => Context.Log;

    internal IStrategyContext Host => Context;

    private IStrategyContext Context => context
        ?? throw new InvalidOperationException(
            "A strategy can use the host only from its Declare method on, not in its constructor or field initialisers.");

    /// <summary>Gives the strategy its host and lets it declare what it wants. The host calls this, once.</summary>
    /// <param name="host">The host of this run.</param>
    /// <exception cref="InvalidOperationException">The strategy has a host already.</exception>
    public void Attach(IStrategyContext host)
    {
        if (context is not null) throw new InvalidOperationException("The strategy has a host already: make a new one for each run.");
        context = host;
        Declare();
    }

    /// <summary>Declares parameters, indicators and handlers. Runs once, before any event.</summary>
    protected abstract void Declare();

    /// <summary>The position in a symbol.</summary>
    /// <exception cref="KeyNotFoundException">The run has no such symbol.</exception>
    public Position Position(string symbol) => Portfolio[symbol];

    /// <summary>The terms on which a symbol trades. Known from the first event on.</summary>
    /// <exception cref="KeyNotFoundException">The run has no such symbol.</exception>
    public Instrument Instrument(string symbol) => Context.Instrument(symbol);

    /// <summary>The time now on the wall clock of a symbol's exchange. Known from the first event on.</summary>
    /// <exception cref="KeyNotFoundException">The run has no such symbol.</exception>
    public DateTime LocalTime(string symbol) => Context.LocalTime(symbol);

    /// <summary>A parameter that is a whole number.</summary>
    /// <param name="name">The name by which it is set.</param>
    /// <param name="value">Its value unless told otherwise.</param>
    /// <param name="min">The smallest value allowed; null for no bound.</param>
    /// <param name="max">The largest value allowed; null for no bound.</param>
    /// <param name="step">The step of a search over the range; null for a step of the searcher's choice.</param>
    /// <param name="about">What it does, for people.</param>
    /// <returns>Its value in this run.</returns>
    public int Param(string name, int value, int? min = null, int? max = null, int? step = null, string? about = null) =>
        (int)Context.Declare(new Parameter
        {
            Name = name,
            Kind = ParameterKind.Integer,
            Default = value,
            Minimum = min,
            Maximum = max,
            Step = step,
            Description = about
        });

    /// <summary>A parameter that is a number.</summary>
    /// <inheritdoc cref="Param(string, int, int?, int?, int?, string?)"/>
    public double Param(string name, double value, double? min = null, double? max = null, double? step = null, string? about = null) =>
        (double)Context.Declare(new Parameter
        {
            Name = name,
            Kind = ParameterKind.Number,
            Default = value,
            Minimum = min,
            Maximum = max,
            Step = step,
            Description = about
        });

    /// <summary>A parameter that is on or off.</summary>
    /// <inheritdoc cref="Param(string, int, int?, int?, int?, string?)"/>
    public bool Param(string name, bool value, string? about = null) =>
        (bool)Context.Declare(new Parameter { Name = name, Kind = ParameterKind.Flag, Default = value, Description = about });

    /// <summary>A parameter that is text, such as a symbol.</summary>
    /// <inheritdoc cref="Param(string, int, int?, int?, int?, string?)"/>
    public string Param(string name, string value, string? about = null) =>
        (string)Context.Declare(new Parameter { Name = name, Kind = ParameterKind.Text, Default = value, Description = about });

    /// <summary>A value that is kept when the script is changed and reloaded in a running session, as variables are not.</summary>
    /// <typeparam name="T">A number, truth value, text, date or time span.</typeparam>
    /// <param name="name">The name by which it is found again.</param>
    /// <param name="initial">Its value at the start.</param>
    public StateValue<T> State<T>(string name, T initial) => Context.State(name, initial);

    /// <summary>Declares a symbol that the strategy trades without listening to its bars.</summary>
    public void Use(string symbol) => Context.Use(symbol);

    /// <summary>
    /// A symbol's bars of a length of their own, built from the finer bars, quotes or trades of the data: of time such as
    /// <c>Bars("SPX", "1h")</c>, of whole sessions such as <c>1d</c>, <c>1w</c> (Monday to Sunday) or <c>1mo</c>, or of <c>100ticks</c>,
    /// <c>5000volume</c> or <c>1000000value</c>.
    /// </summary>
    /// <param name="symbol">The symbol.</param>
    /// <param name="resolution">How long the bars last; null for as long as the data's.</param>
    /// <param name="extended">Whether bars of time take in what trades before and after the sessions, which they leave apart
    /// otherwise.</param>
    /// <param name="adjusted">What past bars are brought in line with when it happens, in indicators and histories: splits; <c>false</c>
    /// for prices as they were; <c>"total"</c> for dividends too.</param>
    /// <exception cref="FormatException">The resolution, or the adjustment, is not of such a form.</exception>
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Performance", "CA1822:Mark members as static",
        Justification = "Scripts call every verb on the strategy they are in.")]
    public BarView Bars(string symbol, string? resolution = null, bool extended = false, Adjustment adjusted = default) =>
        new(symbol, resolution is null ? null : Resolution.Parse(resolution), extended) { Adjustment = adjusted };

    /// <summary>The latest bars of a series, kept from now on.</summary>
    /// <param name="bars">The series.</param>
    /// <param name="length">How many bars to keep, at least 1.</param>
    /// <param name="adjusted">
    /// What the bars that are kept are brought in line with when it happens, so that they join on to the next one: splits; <c>false</c> for
    /// bars as they were; <c>"total"</c> for dividends too. Nothing that lies ahead is ever in them. Null for what the series says.
    /// </param>
    public BarHistory History(BarView bars, int length, Adjustment? adjusted = null) =>
        Context.History(bars with { Adjustment = adjusted ?? bars.Adjustment }, length);

    /// <summary>Runs the handler at the end of each bar of a series.</summary>
    public void OnBar(BarView bars, Action<Bar> handler) => Context.OnBar(bars, handler);

    /// <summary>Runs the handler at each quote of a symbol. Its data must hold quotes.</summary>
    public void OnQuote(string symbol, Action<Quote> handler) => Context.OnQuote(symbol, handler);

    /// <summary>Runs the handler at each trade that the market of a symbol prints. Its data must hold trades.</summary>
    public void OnTrade(string symbol, Action<Trade> handler) => Context.OnTrade(symbol, handler);

    /// <summary>Runs the handler whenever an order's status changes.</summary>
    public void OnOrder(Action<Order> handler) => Context.OnOrder(handler);

    /// <summary>Runs the handler at each fill, once positions and cash are booked.</summary>
    public void OnFill(Action<Fill> handler) => Context.OnFill(handler);

    /// <summary>Runs the handler once before the first event.</summary>
    public void OnStart(Action handler) => Context.OnStart(handler);

    /// <summary>Runs the handler once after the last event. Orders made there are not worked.</summary>
    public void OnStop(Action handler) => Context.OnStop(handler);

    /// <summary>
    /// Runs the handler at every multiple of an interval since midnight UTC, from the open of a market of the strategy to its close, both
    /// included. The multiples that fall into a time when all of them are shut run as one, at the next open. At an equal time handlers of
    /// bars run first.
    /// </summary>
    /// <param name="interval">At least one second, and at most a day.</param>
    /// <param name="handler">What to run.</param>
    /// <param name="whenShut">Whether it also runs while all markets are shut.</param>
    public void Every(TimeSpan interval, Action handler, bool whenShut = false) => Context.Every(interval, handler, whenShut);

    /// <summary>Runs the handler at every multiple of an interval, such as <c>"5s"</c>, <c>"15m"</c>, <c>"1h"</c> or <c>"1d"</c>.</summary>
    /// <param name="interval">At least one second, and at most a day.</param>
    /// <param name="handler">What to run.</param>
    /// <param name="whenShut">Whether it also runs while all markets are shut.</param>
    /// <exception cref="FormatException">The interval is not of such a form.</exception>
    public void Every(string interval, Action handler, bool whenShut = false) =>
        Context.Every(
            Resolution.TryParse(interval, out var length) && length.Measure == BarMeasure.Time
                ? length.Span : throw new FormatException($"'{interval}' is not an interval: write 5s, 15m, 1h or 1d."),
            handler, whenShut);

    /// <summary>
    /// Runs the handler on each trading day of a symbol at a time of its exchange's wall clock, such as <c>At("SPX", "09:35", …)</c>, or at
    /// one from the
    /// open or the close of its session: <c>At("SPX", "open+30m", …)</c>, <c>At("SPX", "close-5m", …)</c>. A half day has an earlier close;
    /// a time
    /// that lies in the usual session and outside of the shorter one is left out on that day.
    /// </summary>
    /// <param name="symbol">The symbol whose calendar and time zone count.</param>
    /// <param name="time">Hours and minutes, <c>HH:mm</c>; or <c>open</c> or <c>close</c>, followed by <c>+</c> or <c>-</c> and a length
    /// such as <c>5m</c>.</param>
    /// <param name="handler">What to run.</param>
    /// <exception cref="FormatException">The time is not of such a form.</exception>
    public void At(string symbol, string time, Action handler) => Context.At(symbol, SessionTime.Parse(time), handler);
}
