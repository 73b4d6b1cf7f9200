using System.Text.RegularExpressions;

namespace StrategyHost.Data.Import;

/// <summary>
/// What the names of files say that vendors cut by time: <c>BTCUSDT-1m-2024-01.zip</c> (Binance),
/// <c>DAT_ASCII_EURUSD_M1_2024.csv</c> (HistData), <c>EURUSD_M1_202401020000_202401312359.csv</c> (MetaTrader 5),
/// <c>EURUSD_Candlestick_1_M_BID_01.01.2024-31.01.2024.csv</c> (Dukascopy), <c>Binance_BTCUSDT_2024_minute.csv</c>
/// (CryptoDataDownload), <c>BTCUSDT_60_2024-01-01_2024-01-31.csv.gz</c> (Bybit). Files of one symbol are one series.
/// </summary>
/// <param name="Symbol">The symbol.</param>
/// <param name="Resolution">How long the bars last; null where the name does not say it, or in another vendor's words.</param>
internal sealed partial record VendorFileName(string Symbol, Resolution? Resolution)
{
    private static readonly string[] Endings = [".zip", ".gz", ".csv", ".txt"];

    /// <summary>Reads a name; null when it is none of these.</summary>
    public static VendorFileName? Read(string path)
    {
        string stem = Path.GetFileName(path);
        foreach (string ending in Endings)
        {
            if (stem.EndsWith(ending, StringComparison.OrdinalIgnoreCase)) stem = stem[..^ending.Length];
        }

        var match = Names().Match(stem);
        if (!match.Success) return null;
        bool saysLength = StrategyHost.Resolution.TryParse(match.Groups["length"].Value, out var resolution);
        return new VendorFileName(match.Groups["symbol"].Value, saysLength ? resolution : null);
    }

    [GeneratedRegex("""
        ^(?:
          (?<symbol>[A-Z0-9]+)-(?<length>[0-9]+[a-z]+)-[0-9]{4}-[0-9]{2}(?:-[0-9]{2})?
        | (?:DAT|HISTDATA_COM)_[A-Z]+_(?<symbol>[A-Z0-9]+)_M1_?[0-9]{4,6}
        | (?<symbol>.+)_(?:M[0-9]+|H[0-9]+|Daily|Weekly|Monthly)_[0-9]{8,12}_[0-9]{8,12}
        | (?<symbol>[A-Za-z0-9.]+)_Candlestick_.+_[0-9]{2}\.[0-9]{2}\.[0-9]{4}-[0-9]{2}\.[0-9]{2}\.[0-9]{4}
        | [A-Za-z]+_(?<symbol>[A-Z0-9]{5,14})_(?:[0-9]{4}_)?(?:minute|hour|1h|d|day)
        | (?<symbol>[A-Z0-9]+)_(?:[0-9]+|D)_[0-9]{4}-[0-9]{2}-[0-9]{2}_[0-9]{4}-[0-9]{2}-[0-9]{2}
        )$
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Names();
}
