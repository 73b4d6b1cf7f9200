namespace StrategyHost.Cli.Commands;

/// <summary>Finds the name that a mistyped word was meant to be.</summary>
internal static class Nearest
{
    /// <summary>The name with the fewest changed letters; null when none is near.</summary>
    public static string? To(string word, IEnumerable<string> names)
    {
        var (best, distance) =
            names.Select(n => (Name: n, Distance: Distance(word, n))).DefaultIfEmpty(("", int.MaxValue)).MinBy(n => n.Item2);
        return distance <= Math.Max(2, (word.Length + 1) / 3) ? best : null;
    }

    /// <summary>The Damerau-Levenshtein distance: letters put in, left out, changed, or swapped with their neighbour.</summary>
    private static int Distance(string a, string b)
    {
        var rows = new int[a.Length + 1, b.Length + 1];
        for (int i = 0; i <= a.Length; i++) rows[i, 0] = i;
        for (int j = 0; j <= b.Length; j++) rows[0, j] = j;
        for (int i = 1; i <= a.Length; i++)
        {
            for (int j = 1; j <= b.Length; j++)
            {
                int change = rows[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                rows[i, j] = Math.Min(change, Math.Min(rows[i - 1, j], rows[i, j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    rows[i, j] = Math.Min(rows[i, j], rows[i - 2, j - 2] + 1);
            }
        }

        return rows[a.Length, b.Length];
    }
}
