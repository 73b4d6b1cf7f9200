namespace StrategyHost.Data.Csv;

/// <summary>The names that files give to their columns.</summary>
internal static class HeaderNames
{
    private static readonly string[] Times =
        ["time", "datetime", "timestamp", "date", "opentime", "starttime", "begin", "unix", "ts", "t", "dateutc", "timeutc", "datetimeutc", "gmttime", "localtime"];

    private static readonly string[] Opens = ["open", "o", "openprice", "first"];
    private static readonly string[] Highs = ["high", "h", "highprice", "max"];
    private static readonly string[] Lows = ["low", "l", "lowprice", "min"];
    private static readonly string[] Closes = ["close", "c", "closeprice", "last", "closelast"];
    private static readonly string[] Volumes = ["volume", "v", "vol", "tickvol", "tickvolume", "basevolume", "volumebtc", "shares"];

    /// <summary>Finds the columns by their names; a column that is missing has −1.</summary>
    public static (int Time, int TimeOfDay, int Open, int High, int Low, int Close, int Volume) Find(IReadOnlyList<string> names)
    {
        var plain = names.Select(Plain).ToList();
        int date = plain.IndexOf("date");
        int clock = plain.IndexOf("time");
        bool isSplit = date >= 0 && clock >= 0;
        int time = isSplit ? date : First(plain, Times);
        return (time, isSplit ? clock : -1, First(plain, Opens), First(plain, Highs), First(plain, Lows), First(plain, Closes), First(plain, Volumes));
    }

    private static int First(List<string> names, string[] wanted)
    {
        foreach (var name in wanted)
        {
            int index = names.IndexOf(name);
            if (index >= 0) return index;
        }

        return -1;
    }

    private static string Plain(string name) => new([.. name.Where(char.IsAsciiLetterOrDigit).Select(char.ToLowerInvariant)]);
}
