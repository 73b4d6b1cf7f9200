using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace StrategyHost.Cli.Tests.Torture;

/// <summary>
/// One line of the list: exit code, kind, what the message must hold, and the input, with tabs between. In the input
/// \n, \t, \r, \0 and \\ stand for characters, and {x*7} for xxxxxxx.
/// </summary>
internal sealed partial record TortureCase(int Line, int ExitCode, string Kind, string Message, string Input)
{
    public static IReadOnlyList<TortureCase> All { get; } = [.. ReadAll()];

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"line {Line} ({Kind}): {(Input.Length > 200 ? Input[..200] + "…" : Input)}");

    private static IEnumerable<TortureCase> ReadAll()
    {
        using var stream = typeof(TortureCase).Assembly.GetManifestResourceStream("list.txt")!;
        using var reader = new StreamReader(stream);
        int line = 0;
        while (reader.ReadLine() is { } text)
        {
            line++;
            var parts = text.Split('\t');
            yield return new TortureCase(line, int.Parse(parts[0], CultureInfo.InvariantCulture), parts[1], parts[2], Unescape(parts[3]));
        }
    }

    private static string Unescape(string text)
    {
        var result = new StringBuilder();
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\')
            {
                result.Append(text[i]);
                continue;
            }

            result.Append(text[++i] switch { 'n' => '\n', 't' => '\t', 'r' => '\r', '0' => '\0', var other => other });
        }

        return Repeat().Replace(result.ToString(),
            m => string.Concat(Enumerable.Repeat(m.Groups[1].Value, int.Parse(m.Groups[2].Value, CultureInfo.InvariantCulture))));
    }

    [GeneratedRegex(@"\{(.)\*(\d+)\}")]
    private static partial Regex Repeat();
}
