namespace StrategyHost.Engine;

/// <summary>Settings and options that are one of a few words.</summary>
public static class WordChoice
{
    /// <summary>What a word stands for; the first when none is given.</summary>
    /// <param name="setting">What messages call the setting.</param>
    /// <param name="text">The word; null for none.</param>
    /// <param name="choices">The words.</param>
    /// <exception cref="FormatException">It is none of them.</exception>
    public static T Of<T>(string setting, string? text, params (string Word, T Value)[] choices)
    {
        if (text is null) return choices[0].Value;
        foreach (var (word, value) in choices)
        {
            if (word == text) return value;
        }

        throw new FormatException($"{setting} takes {string.Join(" or ", choices.Select(c => c.Word))}, not '{text}'.");
    }
}
