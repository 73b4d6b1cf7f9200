using System.Globalization;
using System.Text.Json;

namespace Ccxt;

/// <summary>Reads ccxt's structures, in which what is not known is null or left out.</summary>
internal static class JsonReading
{
    public static JsonElement At(this JsonElement whole, string name) =>
        whole.ValueKind == JsonValueKind.Object && whole.TryGetProperty(name, out var part) ? part : default;

    public static string? Text(this JsonElement whole, string name) =>
        whole.At(name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    public static bool Flag(this JsonElement whole, string name) => whole.At(name).ValueKind == JsonValueKind.True;

    public static decimal? Number(this JsonElement whole, string name) => whole.At(name).Number();

    public static decimal? Number(this JsonElement value) =>
        value.ValueKind is JsonValueKind.Number or JsonValueKind.String
            && decimal.TryParse(value.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number) ? number : null;

    public static DateTime? Time(this JsonElement whole, string name) =>
        whole.Number(name) is { } milliseconds ? DateTime.UnixEpoch.AddMilliseconds((double)milliseconds) : null;

    public static IEnumerable<JsonElement> Rows(this JsonElement whole) => whole.ValueKind switch
    {
        JsonValueKind.Array => whole.EnumerateArray(),
        JsonValueKind.Object => [whole],
        _ => [],
    };
}
