namespace StrategyHost.Data.Csv;

/// <summary>What files write where a number is missing.</summary>
internal static class MissingText
{
    private static readonly string[] Words = ["null", "nan", "n/a", "na", "#n/a", "none", "-", "--", "."];

    /// <summary>Whether a field says that there is nothing.</summary>
    public static bool Is(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty) return true;
        if (text.Length > 4) return false;
        foreach (string word in Words)
        {
            if (System.Text.Ascii.EqualsIgnoreCase(text, word)) return true;
        }

        return false;
    }
}
