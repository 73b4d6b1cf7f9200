using System.Text.RegularExpressions;

namespace StrategyHost.Cli.Output;

/// <summary>
/// Takes secrets out of what is written. A value that is no word, since it is long or mixes digits with letters, is hidden wherever it
/// stands, as it
/// is and as it stands in an address. One that could be a word or a number of ordinary text, such as <c>practice</c>, is hidden where it
/// stands as a
/// value: after a name that sounds like a secret's, or is the setting's own, with <c>=</c>, <c>:</c> or a quotation mark between, as in
/// <c>key=practice</c>, <c>"api-key": "practice"</c> and <c>key 'practice'</c>; after <c>Bearer</c>, <c>Basic</c> or <c>Token</c>; and
/// before the @ of an address.
/// Safe for several threads.
/// </summary>
internal sealed class Redaction
{
    private const string Mask = "***";

    /// <summary>No word of ordinary text is so long.</summary>
    private const int LongerThanWords = 16;

    /// <summary>A mixture of letters and digits that is shorter can be a symbol, an order's number or a unit.</summary>
    private const int ShortestMixture = 8;
    private readonly Lock gate = new();
    private volatile Secret[] secrets = [];

    /// <summary>A value that must never be shown.</summary>
    /// <param name="setting">The setting whose value it is.</param>
    /// <param name="value">The value.</param>
    public void Hide(string setting, string value)
    {
        lock (gate)
        {
            if (value.Length == 0 || secrets.Any(s => s.Value == value && s.Setting == setting)) return;
            secrets = [.. secrets.Append(new Secret(setting, value, IsWord(value) ? InContext(setting, value) : null))
                .OrderByDescending(s => s.Value.Length)];
        }
    }

    /// <summary>A text without secrets.</summary>
    public string Of(string text)
    {
        foreach (var secret in secrets)
        {
            if (secret.Context is { } context)
            {
                text = context.Replace(text, "$1" + Mask);
                continue;
            }

            text = text.Replace(secret.Value, Mask, StringComparison.Ordinal).Replace(Uri.EscapeDataString(secret.Value), Mask,
                StringComparison.Ordinal);
        }

        return text;
    }

    /// <summary>Whether a value could stand in ordinary text without being meant.</summary>
    private static bool IsWord(string value)
    {
        if (value.Length >= LongerThanWords) return false;
        bool hasDigits = value.Any(char.IsAsciiDigit), hasSmall = value.Any(char.IsLower),
            hasCapitalsWithin = value.Skip(1).Any(char.IsUpper);
        bool isMixture = (hasDigits && value.Any(char.IsLetter)) || (hasSmall && hasCapitalsWithin);
        return !isMixture || value.Length < ShortestMixture;
    }

    private static Regex InContext(string setting, string value)
    {
        string name = $@"[\w.-]*(?:key|secret|token|pass|pwd|pin|auth|credential|signature|{Regex.Escape(setting)})[\w.-]*";
        string named = $@"{name}[""']?\s*(?:[=:]\s*(?:(?:Bearer|Basic|Token)\s+)?[""']?|[""'])";
        string scheme = @"\b(?:Bearer|Basic|Token)\s+";
        string address = @"://(?:[^\s/@:]*:)?";
        string each = Regex.Escape(value);
        return new Regex($@"((?:{named})|(?:{scheme})|(?:{address}(?={each}@))){each}(?![\w-])",
            RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
    }

    /// <summary>A secret.</summary>
    /// <param name="Setting">The setting whose value it is.</param>
    /// <param name="Value">The value.</param>
    /// <param name="Context">Where it is to be hidden; null for everywhere.</param>
    private sealed record Secret(string Setting, string Value, Regex? Context);
}
