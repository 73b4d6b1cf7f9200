using System.Globalization;
using System.Text.Json;

namespace ETrade;

/// <summary>
/// Reads E*TRADE's JSON, in which a list with one entry may be the entry itself, numbers may be words, and what is empty may be left out.
/// </summary>
internal static class JsonReading
{
    /// <summary>A part; undefined when it is not there.</summary>
    public static JsonElement At(this JsonElement whole, string name) =>
        whole.ValueKind == JsonValueKind.Object && whole.TryGetProperty(name, out var part) ? part : default;

    /// <summary>The entries of a part.</summary>
    public static IEnumerable<JsonElement> All(this JsonElement whole, string name) => whole.At(name) switch
    {
        { ValueKind: JsonValueKind.Array } list => list.EnumerateArray(),
        { ValueKind: JsonValueKind.Object } one => [one],
        _ => [],
    };

    /// <summary>A word; null when it is not there.</summary>
    public static string? Text(this JsonElement whole, string name) => whole.At(name) switch
    {
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        { ValueKind: JsonValueKind.Number } number => number.GetRawText(),
        _ => null,
    };

    /// <summary>A number; null when it is not there or is none.</summary>
    public static decimal? Number(this JsonElement whole, string name) =>
        decimal.TryParse(whole.Text(name), NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number) ? number : null;

    /// <summary>A time in milliseconds; null when it is not there, or cannot be one.</summary>
    public static DateTime? Time(this JsonElement whole, string name) =>
        whole.Number(name) is > 0 and < 253402300799999m and { } milliseconds
            ? DateTime.UnixEpoch.AddMilliseconds((double)milliseconds) : null;
}
