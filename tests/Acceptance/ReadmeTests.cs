using StrategyHost.Acceptance.Processes;

namespace StrategyHost.Acceptance;

/// <summary>What the README says is so.</summary>
public sealed class ReadmeTests
{
    private static readonly string Readme = File.ReadAllText(Path.Combine(Repository.Root, "README.md"));

    [Fact]
    public void The_main_command_prints_the_table_that_is_shown()
    {
        using var folder = new TemporaryFolder();
        var result = StrategyHostProgram.Run(Repository.Root, "backtest", "strategies/ma_crossover.csx", "--out", folder.Path);
        Assert.True(result.ExitCode == 0, result.Error);
        Assert.Contains("dotnet run -c Release --project host/Cli -- backtest strategies/ma_crossover.csx", Readme,
            StringComparison.Ordinal);
        foreach (var line in result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            Assert.Contains(line.TrimEnd(), Readme, StringComparison.Ordinal);
    }

    [Fact]
    public void The_strategy_that_is_shown_runs()
    {
        using var folder = new TemporaryFolder();
        int start = Readme.IndexOf("```csharp\n", StringComparison.Ordinal) + "```csharp\n".Length;
        string script = folder.Write("my_idea.csx", Readme[start..Readme.IndexOf("```", start, StringComparison.Ordinal)]);
        var result = StrategyHostProgram.Run(folder.Path, "backtest", script, "--set", "fast=20", "--commission", "0.005/share:min=1",
            "--slippage", "5bps", "--from", "2010-01-01");
        Assert.True(result.ExitCode == 0, result.Error);
    }

    [Fact]
    public void The_commands_on_the_sample_data_work_as_they_are_written()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(0, StrategyHostProgram.Run(folder.Path, "new", "my_idea").ExitCode);
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Repository.Root, "samples", "data")))
            folder.Write("samples/data/" + Path.GetFileName(file), File.ReadAllText(file));
        var commands = Readme.Split('\n').Where(l => l.StartsWith("strategyhost backtest strategies/my_idea.csx", StringComparison.Ordinal)
            && !l.Contains("--watch", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(commands);
        foreach (var command in commands)
        {
            var result = StrategyHostProgram.Run(folder.Path, command.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..]);
            Assert.True(result.ExitCode == 0, $"{command}: {result.Error}");
        }
    }

    [Theory]
    [InlineData(0, "check", "strategies/ma_crossover.csx")]
    [InlineData(2, "backtst")]
    [InlineData(3, "check", "README.md")]
    [InlineData(4, "data", "list", "--data", "nowhere")]
    public void The_process_ends_with_the_codes_that_are_listed(int code, params string[] arguments) =>
        Assert.Equal(code, StrategyHostProgram.Run(Repository.Root, arguments).ExitCode);
}
