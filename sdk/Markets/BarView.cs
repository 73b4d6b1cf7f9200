namespace StrategyHost;

/// <summary>
/// Names the bars that a handler or an indicator wants: a symbol, and how long the bars last. A plain symbol
/// means the bars as the data has them; a longer resolution is built from them and stamped at its end.
/// </summary>
/// <param name="Symbol">The instrument's symbol.</param>
/// <param name="Resolution">The length of the bars; null for the length that the data has.</param>
/// <param name="IsExtended">
/// Whether longer bars take in what trades before and after the sessions: spans of time are not cut at open and close, and days, weeks and
/// months
/// hold whole dates.
/// </param>
public readonly record struct BarView(string Symbol, Resolution? Resolution = null, bool IsExtended = false)
{
    /// <summary>What indicators and histories of these bars, and a longer bar that is being built, are brought in line with when it
    /// happens.</summary>
    public Adjustment Adjustment { get; init; }

    /// <summary>The symbol's bars as the data has them.</summary>
    public static implicit operator BarView(string symbol) => new(symbol);

    /// <summary>The symbol's bars as the data has them.</summary>
    public static BarView FromString(string symbol) => new(symbol);

    /// <summary><c>SPX</c>, <c>SPX@1h</c> or <c>SPX@1h extended</c>, and <c>(adjusted none)</c> behind it where that is not
    /// splits.</summary>
    public override string ToString()
    {
        string length = Resolution is { } resolution ? $"@{resolution}{(IsExtended ? " extended" : "")}" : "";
        return $"{Symbol}{length}{(Adjustment == Adjustment.Splits ? "" : $" (adjusted {Adjustment})")}";
    }
}
