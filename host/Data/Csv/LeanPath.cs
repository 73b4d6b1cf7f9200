using System.Globalization;

namespace StrategyHost.Data.Csv;

/// <summary>
/// What the path of a LEAN data file says about it: <c>equity/usa/minute/spy/20131007_trade.zip</c>,
/// <c>equity/usa/daily/spy.zip</c>, <c>crypto/coinbase/minute/btcusd/20180404_trade.zip</c>. Prices of equities are whole
/// ten-thousandths on New York's clock, those of crypto plain on UTC; times are starts; seconds and minutes count
/// milliseconds from midnight of the file's day.
/// </summary>
internal sealed record LeanPath(bool IsEquity, string Symbol, Resolution Resolution, DateOnly? Day)
{
    private const double EquityScale = 10_000;

    /// <summary>The layout of the file's rows.</summary>
    public CsvLayout Layout => CsvRecognizer.InOrder(IsEquity ? "LEAN equity bars" : "LEAN crypto bars") with
    {
        PriceScale = IsEquity ? EquityScale : 1,
        Stamps = BarStamps.Start,
        Zone = IsEquity ? "America/New_York" : "UTC",
        Times = new TimeForm { DayOfFile = Day },
    };

    /// <summary>Reads a path; null when it is not one of LEAN's.</summary>
    /// <exception cref="DataException">The file holds quotes, which are not bars of trades.</exception>
    public static LeanPath? Read(string path)
    {
        if (Path.GetExtension(path) is not ".zip") return null;
        var parts = Path.GetFullPath(path).Split(Path.DirectorySeparatorChar);
        int kind = Array.FindLastIndex(parts, p => p is "equity" or "crypto");
        if (kind < 0 || kind + 3 >= parts.Length) return null;
        bool isEquity = parts[kind] == "equity";
        string file = Path.GetFileNameWithoutExtension(path);
        var stem = file.Split('_');
        if (stem[^1] == "quote") throw new DataException($"{path} holds quotes: import the trade bars beside it.");
        Resolution? resolution = parts[kind + 2] switch
        {
            "daily" => Resolution.Day,
            "hour" => Resolution.Hour,
            "minute" => Resolution.Minute,
            "second" => Resolution.Parse("1s"),
            _ => null,
        };
        if (resolution is not { } found) return null;
        if (found.Span >= Resolution.Hour.Span) return new LeanPath(isEquity, stem[0].ToUpperInvariant(), found, Day: null);
        return DateOnly.TryParseExact(stem[0], "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? new LeanPath(isEquity, parts[kind + 3].ToUpperInvariant(), found, day)
            : null;
    }
}
