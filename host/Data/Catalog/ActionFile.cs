using System.Globalization;

namespace StrategyHost.Data.Catalog;

/// <summary>
/// Splits and dividends of a symbol, from <c>SYMBOL.actions.csv</c> beside its bars: <c>date,type,value</c>, where the type is
/// split (new shares for each old one) or dividend (money a share).
/// </summary>
public static class ActionFile
{
    /// <summary>The ending of the files' names.</summary>
    public const string Ending = ".actions.csv";

    /// <summary>The actions of a symbol, by rising date; empty without a file.</summary>
    /// <exception cref="DataException">The file has a row that is none.</exception>
    public static IReadOnlyList<CorporateAction> Read(string folder, string symbol)
    {
        string path = Path.Combine(folder, Uri.EscapeDataString(symbol) + Ending);
        if (!File.Exists(path)) return [];
        var actions = new List<CorporateAction>();
        string[] lines;
        try
        {
            lines = File.ReadAllLines(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new DataException($"{path} cannot be read: {failure.Message}", failure);
        }

        for (int i = 0; i < lines.Length; i++)
        {
            if (lines[i].Length == 0 || (i == 0 && lines[i].StartsWith("date", StringComparison.OrdinalIgnoreCase))) continue;
            actions.Add(
                Parse(lines[i])
                    ?? throw new DataException(
                        $"{path}:{i + 1}: '{lines[i]}' is not an action: write date,type,value, such as 2020-08-31,split,4 or "
                            + $"2020-08-07,dividend,0.82."));
        }

        return [.. actions.OrderBy(a => a.ExDate)];
    }

    private static CorporateAction? Parse(string line)
    {
        if (line.Split(',', StringSplitOptions.TrimEntries) is not [var date, var type, var value]) return null;
        bool isRead = DateOnly.TryParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var exDate)
            & decimal.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal number);
        if (!isRead || number <= 0) return null;
        return type switch
        {
            "split" => new CorporateAction(exDate, CorporateActionKind.Split, number),
            "dividend" => new CorporateAction(exDate, CorporateActionKind.Dividend, number),
            _ => null,
        };
    }
}
