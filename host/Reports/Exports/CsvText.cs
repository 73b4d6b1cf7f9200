using System.Text;

namespace StrategyHost.Reports.Exports;

/// <summary>Reads CSV as the tables of a result are written: commas, quotation marks where a field needs them, lines that end in a line
/// feed.</summary>
internal static class CsvText
{
    /// <summary>The rows with their fields, the header first.</summary>
    public static IEnumerable<string[]> Rows(string text)
    {
        var fields = new List<string>();
        for (int at = 0; at < text.Length;)
        {
            fields.Add(Field(text, ref at));
            bool isEnd = at >= text.Length || text[at] == '\n';
            at++;
            if (!isEnd) continue;
            yield return [.. fields];
            fields.Clear();
        }
    }

    private static string Field(string text, ref int at)
    {
        int start = at;
        if (text[at] != '"')
        {
            while (at < text.Length && text[at] is not (',' or '\n')) at++;
            return text[start..at];
        }

        var field = new StringBuilder();
        for (at++; at < text.Length; at++)
        {
            if (text[at] == '"')
            {
                at++;
                if (at >= text.Length || text[at] != '"') break;
            }

            field.Append(text[at]);
        }

        return field.ToString();
    }
}
