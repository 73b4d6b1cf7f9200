using System.CommandLine;
using StrategyHost.Cli.Output;

namespace StrategyHost.Cli.Commands.Data;

/// <summary><c>data</c>: what is done with market data.</summary>
internal static class DataCommand
{
    public static Command Build(Terminal terminal, ErrorBoundary boundary) => new(
        "data", "Import, list, show and check market data.\n\nExample:\n  strategyhost data import prices/SPY.csv --stamps start --zone "
            + "America/New_York --calendar XNYS")
    {
        new DataImportCommand(terminal, boundary).Build(),
        new DataListCommand(terminal, boundary).Build(),
        new DataShowCommand(terminal, boundary).Build(),
        new DataCheckCommand(terminal, boundary).Build(),
    };
}
