using System.CommandLine;
using System.Globalization;
using StrategyHost.Cli.Output;
using StrategyHost.Data.Catalog;
using StrategyHost.Data.Checks;

namespace StrategyHost.Cli.Commands.Data;

/// <summary><c>data check</c>: looks bars over for what is likely to be wrong.</summary>
internal sealed class DataCheckCommand(Terminal terminal, ErrorBoundary boundary)
{
    private const int ShownOfAKind = 10;
    private readonly Argument<string?> symbol = new("SYMBOL")
    {
        Description = "the symbol (default: all)",
        Arity = ArgumentArity.ZeroOrOne
    };
    private readonly DataSource source = new();

    public Command Build()
    {
        var command = new Command("check",
            "Look for gaps, duplicates, bars out of order, impossible prices and spikes.\n\nExample:\n  strategyhost data check SPX")
        {
            symbol
        };
        source.AddTo(command);
        command.SetAction((arguments, cancellation) => boundary.RunAsync(arguments, () => Run(arguments, cancellation)));
        return command;
    }

    private int Run(ParseResult arguments, CancellationToken cancellation)
    {
        var library = source.Open(arguments);
        var entries = arguments.GetValue(symbol) is { } wanted ? [library.Find(wanted, resolution: null)] : library.Entries;
        var checks = entries.Select(e => (Entry: e, Findings: Check(library, e, cancellation))).ToList();
        if (arguments.GetValue(ErrorBoundary.Json))
        {
            terminal.Print(JsonText.Of(checks.Select(c => new { c.Entry.Symbol, File = c.Entry.Path, Findings = c.Findings })));
        }
        else
        {
            foreach (var (entry, findings) in checks) Show(entry, findings);
        }

        return checks.Any(c => c.Findings.Count > 0) ? ExitCode.Data : ExitCode.Done;
    }

    private static List<Finding> Check(DataLibrary library, DataEntry entry, CancellationToken cancellation)
    {
        var findings = new List<Finding>();
        using var series = library.Open(
            entry, row => findings.Add(new Finding("bad row", default,
                string.Create(CultureInfo.InvariantCulture, $"line {row.Line}: {row.Reason}"))), cancellation).Series;
        findings.AddRange(SeriesCheck.Of(series));
        return findings;
    }

    private void Show(DataEntry entry, List<Finding> findings)
    {
        terminal.Print(findings.Count == 0 ? $"{entry.Symbol}: nothing to say against {entry.Path}" : $"{entry.Symbol}: {entry.Path}");
        foreach (var kind in findings.GroupBy(f => f.Kind))
        {
            terminal.Print(string.Create(CultureInfo.InvariantCulture, $"  {kind.Key}: {kind.Count():N0}"));
            foreach (var finding in kind.Take(ShownOfAKind))
                terminal.Print(finding.Time == default ? $"    {finding.Message}" : string.Create(CultureInfo.InvariantCulture,
                    $"    {finding.Time:yyyy-MM-ddTHH:mm:ssZ} {finding.Message}"));
            if (kind.Count() > ShownOfAKind)
                terminal.Print(string.Create(CultureInfo.InvariantCulture,
                    $"    … and {kind.Count() - ShownOfAKind:N0} more (all with --json)"));
        }
    }
}
