using StrategyHost.Cli.Tests.Program;

namespace StrategyHost.Cli.Tests.Torture;

/// <summary>A thousand bad inputs: each ends with its exit code and one clear sentence, and never with a stack trace.</summary>
public sealed class TortureTests : IDisposable
{
    private const string Hold = "OnBar(Param(\"symbol\", \"T\"), bar => { if (Position(\"T\").IsFlat) Buy(\"T\", 1); });";
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("strategyhost-torture-");

    public static TheoryData<string> Kinds => [.. TortureCase.All.Select(c => c.Kind).Distinct()];

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void List_has_a_thousand_lines() => Assert.True(TortureCase.All.Count >= 1000, $"{TortureCase.All.Count} lines");

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Bad_input_ends_with_its_exit_code_and_a_sentence(string kind)
    {
        var wrong = new List<string>();
        foreach (var torture in TortureCase.All.Where(c => c.Kind == kind))
        {
            var result = await Run(torture);
            if (Complaint(torture, result) is { } complaint)
                wrong.Add($"{torture}\n    {complaint}\n    {result.ExitCode}: {result.Error.Trim()}");
        }

        Assert.True(wrong.Count == 0, $"{wrong.Count} wrong:\n{string.Join('\n', wrong.Take(40))}");
    }

    private static string? Complaint(TortureCase torture, ProgramResult result)
    {
        if (result.ExitCode != torture.ExitCode) return $"expected exit code {torture.ExitCode}";
        if (!result.Error.Contains(torture.Message, StringComparison.Ordinal)) return $"expected '{torture.Message}'";
        if (result.Error.Contains("   at ", StringComparison.Ordinal)) return "there is a stack trace";
        if (result.Error.Contains("should not happen", StringComparison.Ordinal)) return "nobody expected this";
        int errors = result.Error.Split('\n').Count(l => l.StartsWith("error:", StringComparison.Ordinal));
        return torture.ExitCode is 1 or 2 or 4 && errors != 1 ? $"there are {errors} sentences" : null;
    }

    private Task<ProgramResult> Run(TortureCase torture)
    {
        string Text(string name, string text)
        {
            string path = Path.Combine(folder.FullName, name);
            File.WriteAllText(path, text, System.Text.Encoding.Latin1);
            return path;
        }

        string hold = Text("hold.csx", Hold);
        string good = Text("good.csv", Days(60));
        string[] output = torture.Input.Contains("--out", StringComparison.Ordinal) ? [] : ["--out", Path.Combine(folder.FullName, "out")];
        return torture.Kind switch
        {
            "csv" => InProcess.Run(["backtest", hold, "--data", Text("T.csv", torture.Input), "--symbol", "T", .. output]),
            "intraday" =>
                InProcess.Run(["backtest", hold, "--data", Text("T.csv", torture.Input), "--symbol", "T", "--stamps", "start", .. output]),
            "import" => InProcess.Run(["data", "import", Text("T.csv", torture.Input), "--into", Path.Combine(folder.FullName, "store")]),
            "zip" => InProcess.Run(["backtest", hold, "--data", Text("T.csv.zip", torture.Input), "--symbol", "T", .. output]),
            "gz" => InProcess.Run(["backtest", hold, "--data", Text("T.csv.gz", torture.Input), "--symbol", "T", .. output]),
            "script" => InProcess.Run(["backtest", Text("script.csx", torture.Input), "--data", good, "--symbol", "T", .. output]),
            "check" => InProcess.Run(["check", Text("script.csx", torture.Input)]),
            "options" => InProcess.Run(["backtest", hold, "--data", good, "--symbol", "T", .. output, .. Words(torture.Input)]),
            "instruments" => InProcess.Run(["backtest", hold, "--data", Terms(torture.Input), .. output]),
            "config" => InProcess.Run(["backtest", hold, "--data", good, "--symbol", "T", "--config", Text("config.json", torture.Input),
                .. output]),
            "stored" => InProcess.Run(["backtest", hold, "--data", Text("T.1d.bars", torture.Input), .. output]),
            _ => InProcess.Run(Words(torture.Input)),
        };
    }

    private string Terms(string text)
    {
        string terms = Directory.CreateDirectory(Path.Combine(folder.FullName, "terms")).FullName;
        File.WriteAllText(Path.Combine(terms, "T.csv"), Days(60));
        File.WriteAllText(Path.Combine(terms, "instruments.json"), text);
        return terms;
    }

    private static string[] Words(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static string Days(int count)
    {
        var lines = Enumerable.Range(0, count).Select(i =>
            FormattableString.Invariant($"{new DateTime(2020, 1, 1).AddDays(i):yyyy-MM-dd},{100 + i},{102 + i},{99 + i},{101 + i},1000"));
        return "time,open,high,low,close,volume\n" + string.Join('\n', lines) + "\n";
    }
}
