using StrategyHost.Data.Csv;
using StrategyHost.Engine.Runs;
using StrategyHost.Engine.Statistics;
using StrategyHost.Scripting;

namespace StrategyHost.Cli.Commands;

/// <summary>What <c>backtest</c> is asked to do.</summary>
internal sealed record BacktestRequest
{
    /// <summary>How to run it.</summary>
    public required BacktestSettings Settings { get; init; }

    /// <summary>Folders and files with data.</summary>
    public required IReadOnlyList<string> Data { get; init; }

    /// <summary>The symbol to trade; null to leave it to the script.</summary>
    public required string? Symbol { get; init; }

    /// <summary>The length of bars; null for the shortest there are.</summary>
    public required Resolution? Resolution { get; init; }

    /// <summary>What is said about CSV files.</summary>
    public required CsvOptions Csv { get; init; }

    /// <summary>The folder for the result; null for the usual one.</summary>
    public required string? Out { get; init; }

    /// <summary>Whose formulas ratios follow.</summary>
    public required RatioConvention Convention { get; init; }

    /// <summary>The yearly risk-free rate, as a ratio.</summary>
    public required double RiskFreeRate { get; init; }

    /// <summary>The symbol to compare with; null for none.</summary>
    public required string? Benchmark { get; init; }

    /// <summary>Whether the summary goes to standard output as JSON.</summary>
    public required bool IsJson { get; init; }

    /// <summary>The settings for a script: --symbol is the value of the parameter of that name, where the script has one that nothing else sets.</summary>
    public BacktestSettings SettingsFor(CompiledScript script)
    {
        const string name = "symbol";
        if (Symbol is not { } symbol || Settings.Parameters.ContainsKey(name)) return Settings;
        var outline = StrategyOutline.Of(script.CreateStrategy());
        if (outline.Parameters.All(p => p.Name != name)) return Settings;
        return Settings with { Parameters = new Dictionary<string, string>(Settings.Parameters) { [name] = symbol } };
    }
}
