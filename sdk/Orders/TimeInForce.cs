namespace StrategyHost;

/// <summary>How long an order works. The default is good till cancelled. Market orders that wait for their first price never
/// expire.</summary>
public readonly record struct TimeInForce
{
    // No instant stands for none: a nullable one would make every order larger.
    private readonly DateTime until;

    internal TimeInForce(TimeInForceKind kind, DateTime until = default, int bars = 0)
    {
        Kind = kind;
        this.until = until;
        BarCount = bars;
    }

    /// <inheritdoc cref="TimeInForceKind.GoodTillCancelled"/>
    public static TimeInForce GoodTillCancelled => default;

    /// <inheritdoc cref="TimeInForceKind.Day"/>
    public static TimeInForce Day { get; } = new(TimeInForceKind.Day);

    /// <inheritdoc cref="TimeInForceKind.ImmediateOrCancel"/>
    public static TimeInForce ImmediateOrCancel { get; } = new(TimeInForceKind.ImmediateOrCancel);

    /// <inheritdoc cref="TimeInForceKind.FillOrKill"/>
    public static TimeInForce FillOrKill { get; } = new(TimeInForceKind.FillOrKill);

    /// <inheritdoc cref="TimeInForceKind.AtOpen"/>
    public static TimeInForce AtOpen { get; } = new(TimeInForceKind.AtOpen);

    /// <inheritdoc cref="TimeInForceKind.AtClose"/>
    public static TimeInForce AtClose { get; } = new(TimeInForceKind.AtClose);

    /// <summary>How it is bounded.</summary>
    public TimeInForceKind Kind { get; }

    /// <summary>The instant after which it has expired, UTC; null unless it is good till a date.</summary>
    public DateTime? Until => Kind == TimeInForceKind.GoodTillDate ? until : null;

    /// <summary>On how many bars it can act; 0 unless it is bounded so.</summary>
    public int BarCount { get; }

    /// <summary>Until an instant: the order expires, before it can fill, on the first bar that begins after it.</summary>
    /// <param name="utc">The instant, UTC.</param>
    public static TimeInForce GoodTill(DateTime utc) => new(TimeInForceKind.GoodTillDate, utc);

    /// <summary>For a number of bars of the instrument.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 1.</exception>
    public static TimeInForce Bars(int count) => count >= 1
        ? new TimeInForce(TimeInForceKind.Bars, bars: count)
        : throw new ArgumentOutOfRangeException(nameof(count), $"An order cannot work for {count} bars: give 1 or more.");

    /// <summary><c>Day</c>, <c>GoodTillDate 2024-03-08T21:00:00Z</c>, <c>Bars 3</c>.</summary>
    public override string ToString() => Kind switch
    {
        TimeInForceKind.GoodTillDate => FormattableString.Invariant($"GoodTillDate {Until:yyyy-MM-ddTHH:mm:ssZ}"),
        TimeInForceKind.Bars => FormattableString.Invariant($"Bars {BarCount}"),
        _ => Kind.ToString(),
    };
}
