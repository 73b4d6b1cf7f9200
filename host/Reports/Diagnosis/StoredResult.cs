using System.Globalization;
using System.Text.Json;

namespace StrategyHost.Reports.Diagnosis;

/// <summary>A result folder as it was written.</summary>
public sealed class StoredResult
{
    private readonly JsonElement summary;

    private StoredResult(JsonElement summary, StoredTable orders, StoredTable fills, StoredTable trades, StoredTable equity)
    {
        this.summary = summary;
        Orders = orders;
        Fills = fills;
        Trades = trades;
        Equity = equity;
    }

    /// <summary><c>orders.csv</c>.</summary>
    public StoredTable Orders { get; }

    /// <summary><c>fills.csv</c>.</summary>
    public StoredTable Fills { get; }

    /// <summary><c>trades.csv</c>.</summary>
    public StoredTable Trades { get; }

    /// <summary><c>equity.csv</c>.</summary>
    public StoredTable Equity { get; }

    /// <summary>Reads a folder.</summary>
    /// <exception cref="IOException">It is not there, or is no result.</exception>
    public static StoredResult Read(string folder)
    {
        if (!File.Exists(Path.Combine(folder, "summary.json")))
            throw new IOException(
                $"{folder} is no result: there is no summary.json in it. A result is what 'backtest --out {folder}' writes.");
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "summary.json")));
            StoredTable Table(string name) => StoredTable.Read(Path.Combine(folder, name));
            return new StoredResult(document.RootElement.Clone(), Table("orders.csv"), Table("fills.csv"), Table("trades.csv"),
                Table("equity.csv"));
        }
        catch (Exception failure) when (failure is JsonException or FormatException)
        {
            throw new IOException($"{folder} cannot be understood: {failure.Message}", failure);
        }
    }

    /// <summary>A number of the summary; null when it is not there or not defined.</summary>
    public double? Number(string name) =>
        summary.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : null;

    /// <summary>A text of the summary; null when it is not there.</summary>
    public string? Text(string name) =>
        summary.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>The parameters that have a range, with their values.</summary>
    public IEnumerable<(string Name, double Value, double Least, double Most)> Parameters()
    {
        if (!summary.TryGetProperty("parameterRanges", out var ranges)) yield break;
        foreach (var range in ranges.EnumerateObject())
        {
            if (summary.GetProperty("parameters").TryGetProperty(range.Name, out var value) && value.ValueKind == JsonValueKind.Number)
                yield return (range.Name, value.GetDouble(), range.Value[0].GetDouble(), range.Value[1].GetDouble());
        }
    }

    /// <summary>Reads a time of a table; null for an empty field.</summary>
    public static DateTime? Time(string text) =>
        text.Length == 0
            ? null : DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal);
}
