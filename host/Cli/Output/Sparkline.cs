namespace StrategyHost.Cli.Output;

/// <summary>A curve in one line of block characters.</summary>
internal static class Sparkline
{
    private const string Blocks = "▁▂▃▄▅▆▇█";

    /// <summary>The curve of some values, oldest first, in at most <paramref name="width"/> characters.</summary>
    public static string Of(IReadOnlyList<double> values, int width)
    {
        int count = Math.Min(width, values.Count);
        var shown =
            Enumerable.Range(0, count).Select(i => values[count == 1 ? 0 : (int)((long)i * (values.Count - 1) / (count - 1))]).ToArray();
        double low = shown.DefaultIfEmpty(0).Min();
        double range = shown.DefaultIfEmpty(0).Max() - low;
        return new string([.. shown.Select(v => Blocks[range > 0 ? (int)((v - low) / range * (Blocks.Length - 1)) : 0])]);
    }
}
