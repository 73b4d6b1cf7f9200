using StrategyHost.Data.Csv;
using StrategyHost.Engine.Runs;
using StrategyHost.Engine.Statistics;
using StrategyHost.Scripting;
using StrategyHost.Scripting.Compilation;

namespace StrategyHost.Cli.Commands;

/// <summary>What <c>backtest</c> is asked to do.</summary>
internal sealed record BacktestRequest
{
    /// <summary>How to run it.</summary>
    public required BacktestSettings Settings { get; init; }

    /// <summary>How scripts are compiled.</summary>
    public required CompileSettings Compile { get; init; }

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

    /// <summary>The account, or plugin, that says what its broker takes; null for a venue that takes every order.</summary>
    public string? Broker { get; init; }

    /// <summary>Whether the summary goes to standard output as JSON.</summary>
    public required bool IsJson { get; init; }

    /// <summary>
    /// The settings for scripts: --symbol is the value of the parameter of that name of each script that has one which nothing
    /// else sets.
    /// </summary>
    /// <exception cref="UsageException">A parameter is set for a script that is not there.</exception>
    public BacktestSettings SettingsFor(IReadOnlyList<CompiledScript> scripts)
    {
        const string name = "symbol";
        var parameters = new Dictionary<string, string>(Settings.Parameters);
        if (scripts.Count > 1
            && parameters.Keys.FirstOrDefault(k => !scripts.Any(s => k.StartsWith(s.Name + ".", StringComparison.Ordinal))) is { } stray)
            throw new UsageException(
                $"--set {stray}: with several strategies write the strategy's name before the parameter's, such as "
                    + $"{scripts[0].Name}.{stray}=….");
        foreach (var script in scripts)
        {
            string key = scripts.Count == 1 ? name : $"{script.Name}.{name}";
            if (Symbol is not { } symbol || parameters.ContainsKey(key)) continue;
            if (StrategyOutline.Of(script.CreateStrategy()).Parameters.Any(p => p.Name == name)) parameters[key] = symbol;
        }

        return Settings with { Parameters = parameters };
    }
}
