using System.CommandLine;
using System.Globalization;
using StrategyHost.Cli.Output;

namespace StrategyHost.Cli.Commands;

/// <summary><c>positions</c>: what sessions hold, by their journals.</summary>
internal sealed class PositionsCommand(Terminal terminal, ErrorBoundary boundary)
{
    private readonly Argument<string?> deployment = StandingOptions.Deployment();
    private readonly Option<string> state = LiveOptions.State();

    public Command Build()
    {
        var command = new Command("positions", "Show what is held.\n\nExample:\n  strategyhost positions --json") { deployment, state,
            ErrorBoundary.Json };
        command.SetAction(arguments => boundary.Run(arguments, () => Run(arguments)));
        return command;
    }

    private int Run(ParseResult arguments)
    {
        var reading = StandingOptions.Read(arguments.GetRequiredValue(state), arguments.GetValue(deployment));
        var rows = reading.Deployments.SelectMany(d => d.Snapshot.Positions.Select(p => new { d.Deployment, Position = p })).ToList();
        if (arguments.GetValue(ErrorBoundary.Json))
        {
            terminal.Print(JsonText.Of(rows));
            return Unreadable.Say(terminal, reading);
        }

        if (rows.Count == 0) terminal.Say("There is nothing.");
        var table = Tables.Of("deployment", "symbol", ">quantity", ">entry", ">last", ">profit");
        foreach (var row in rows)
        {
            table.Row(row.Deployment, row.Position.Symbol, Number(row.Position.Quantity), Number(row.Position.AveragePrice),
                Number((decimal?)row.Position.LastPrice), row.Position.UnrealizedProfit.ToString("N2", CultureInfo.InvariantCulture));
        }

        if (rows.Count > 0) terminal.Print(table);
        return Unreadable.Say(terminal, reading);
    }

    private static string Number(decimal? number) => number?.ToString("0.########", CultureInfo.InvariantCulture) ?? "";
}
