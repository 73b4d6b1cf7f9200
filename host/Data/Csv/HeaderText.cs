using System.Text;
using System.Text.Unicode;

namespace StrategyHost.Data.Csv;

/// <summary>Reads the line of a file that names its columns.</summary>
internal static class HeaderText
{
    /// <summary>What files that are not UTF-8 are written in, in the order in which they are tried.</summary>
    private static readonly string[] OtherEncodings = ["iso-8859-1", "gb18030", "shift_jis"];

    /// <summary>The names in a line. Text that is not UTF-8 is taken for the encoding in which it names prices.</summary>
    public static string[] Names(byte[] line, byte delimiter)
    {
        var names = Split(line, delimiter, Encoding.UTF8);
        if (Utf8.IsValid(line)) return names;
        foreach (string encoding in OtherEncodings)
        {
            var read = Split(line, delimiter, CodePagesEncodingProvider.Instance.GetEncoding(encoding) ?? Encoding.GetEncoding(encoding));
            if (IsHeader(read)) return read;
        }

        return names;
    }

    /// <summary>Whether names are those of a table of bars, but perhaps for the time.</summary>
    public static bool IsHeader(string[] names)
    {
        if (names.Length < 4) return false;
        var roles = HeaderNames.Find(names);
        return roles.Open >= 0 && roles.High >= 0 && roles.Low >= 0 && roles.Close >= 0;
    }

    /// <summary>The columns of adjusted prices: all four where a file has them, or the adjusted close by which the others are
    /// scaled.</summary>
    /// <exception cref="DataException">It has neither.</exception>
    public static ColumnRoles Adjusted(string file, string[] names, ColumnRoles roles)
    {
        if (HeaderNames.FindAdjusted(names, roles) is { } all) return all;
        return roles.AdjustedClose >= 0
            ? roles : throw new DataException(
                $"{file} has no column of adjusted closes, such as Adj Close, which --adjusted reads; the columns are "
                    + $"{string.Join(", ", names.Select(n => n.Trim()))}.");
    }

    /// <summary>Takes the second column of times for the whole time where the first row shows that it is more than a time of day.</summary>
    public static ColumnRoles CheckClock(ColumnRoles roles, byte[] row, byte delimiter)
    {
        if (roles.TimeOfDay < 0) return roles;
        var fields = new Fields();
        fields.Split(row, delimiter);
        var clock = fields.Get(row, roles.TimeOfDay);
        if (clock.Length < 8 || ClockText.TryParse(clock, out _)) return roles;
        return TimeText.TryParse(clock, out _) ? roles with { Time = roles.TimeOfDay, TimeOfDay = -1 } : roles;
    }

    /// <summary>Which column is what, for the user to check.</summary>
    public static string Roles(string[] names, ColumnRoles roles)
    {
        var said = new List<string>();
        void Add(string role, int column)
        {
            if (column >= 0) said.Add($"{role} = {(names[column].Trim() is { Length: > 0 } name ? name : $"column {column + 1}")}");
        }

        Add("time", roles.Time);
        Add("time of day", roles.TimeOfDay);
        Add("open", roles.Open);
        Add("high", roles.High);
        Add("low", roles.Low);
        Add("close", roles.Close);
        Add("scaled by", roles.AdjustedClose);
        Add("volume", roles.Volume);
        Add("and", roles.AddedVolume);
        if (roles.Volume < 0) said.Add("no volume");
        return string.Join(", ", said);
    }

    private static string[] Split(byte[] line, byte delimiter, Encoding encoding)
    {
        var fields = new Fields();
        fields.Split(line, delimiter);
        var names = new string[fields.Count];
        for (int i = 0; i < names.Length; i++) names[i] = encoding.GetString(fields.Get(line, i));
        return names;
    }
}
