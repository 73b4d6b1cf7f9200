namespace StrategyHost;

/// <summary>
/// What past bars are brought in line with when it happens, so that they join on to the bars after it: splits, unless said otherwise. A
/// script writes <c>adjusted: false</c> for prices as they were, and <c>adjusted: "total"</c> for splits and dividends. Nothing that lies
/// ahead is ever in them.
/// </summary>
public readonly record struct Adjustment
{
    private readonly Kind kind;

    private Adjustment(Kind kind) => this.kind = kind;

    private enum Kind
    {
        Splits,
        Total,
        None,
    }

    /// <summary>Splits. This is the default.</summary>
    public static Adjustment Splits => default;

    /// <summary>Splits and dividends: past prices fall by what a dividend pays, in proportion.</summary>
    public static Adjustment Total { get; } = new(Kind.Total);

    /// <summary>Nothing: bars stay as they were.</summary>
    public static Adjustment None { get; } = new(Kind.None);

    /// <summary>True for splits, false for nothing.</summary>
    public static implicit operator Adjustment(bool adjusted) => adjusted ? Splits : None;

    /// <summary><c>splits</c>, <c>total</c> or <c>none</c>.</summary>
    /// <exception cref="FormatException">It is another word.</exception>
    public static implicit operator Adjustment(string adjusted) => FromString(adjusted);

    /// <summary>True for splits, false for nothing.</summary>
    public static Adjustment FromBoolean(bool adjusted) => adjusted;

    /// <summary><c>splits</c>, <c>total</c> or <c>none</c>.</summary>
    /// <exception cref="FormatException">It is another word.</exception>
    public static Adjustment FromString(string adjusted) => adjusted switch
    {
        "splits" => Splits,
        "total" => Total,
        "none" => None,
        _ => throw new FormatException(
            $"Bars cannot be adjusted by '{adjusted}': use true or \"splits\", \"total\" for dividends too, or false for raw prices."),
    };

    /// <summary>Whether such an action changes the bars before it.</summary>
    public bool Covers(CorporateActionKind action) => kind == Kind.Total || (kind == Kind.Splits && action == CorporateActionKind.Split);

    /// <summary><c>splits</c>, <c>total</c> or <c>none</c>.</summary>
    public override string ToString() => kind switch
    {
        Kind.Splits => "splits",
        Kind.Total => "total",
        _ => "none",
    };
}
