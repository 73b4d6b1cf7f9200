using System.CommandLine;
using System.Globalization;
using StrategyHost.Cli.Output;
using StrategyHost.Live.Deployments;
using StrategyHost.Live.Sessions;

namespace StrategyHost.Cli.Commands;

/// <summary><c>orders</c> and <c>positions</c>: what sessions have open, by their journals.</summary>
internal sealed class StandingCommands(Terminal terminal, ErrorBoundary boundary)
{
    private readonly Argument<string?> deployment = new("NAME")
    {
        Description = "the deployment (default: all)",
        Arity = ArgumentArity.ZeroOrOne
    };
    private readonly Option<string> state = LiveOptions.State();

    public Command BuildOrders()
    {
        var command = new Command("orders", "Show the orders that can still fill.\n\nExample:\n  strategyhost orders trend") { deployment,
            state, ErrorBoundary.Json };
        command.SetAction(arguments => boundary.Run(arguments, () => Show(
            arguments,
            one => one.Snapshot.OpenOrders.Select(o => new { one.Deployment, Order = o }),
            ["deployment", ">order", "time", "side", ">quantity", "symbol", "type", ">limit", ">stop", "in force", "status", ">filled",
                "tag"],
            row => [row.Deployment, Number(row.Order.Id), Time(row.Order.Submitted), row.Order.Side, Number(row.Order.Quantity),
                row.Order.Symbol, row.Order.Type, Number(row.Order.LimitPrice), Number(row.Order.StopPrice), row.Order.TimeInForce ?? "",
                row.Order.Status, Number(row.Order.Filled), row.Order.Tag ?? ""])));
        return command;
    }

    public Command BuildPositions()
    {
        var command = new Command("positions", "Show what is held.\n\nExample:\n  strategyhost positions --json") { deployment, state,
            ErrorBoundary.Json };
        command.SetAction(arguments => boundary.Run(arguments, () => Show(
            arguments,
            one => one.Snapshot.Positions.Select(p => new { one.Deployment, Position = p }),
            ["deployment", "symbol", ">quantity", ">entry", ">last", ">profit"],
            row => [row.Deployment, row.Position.Symbol, Number(row.Position.Quantity), Number(row.Position.AveragePrice),
                Number((decimal?)row.Position.LastPrice), row.Position.UnrealizedProfit.ToString("N2", CultureInfo.InvariantCulture)])));
        return command;
    }

    private int Show<T>(ParseResult arguments, Func<DeploymentStatus, IEnumerable<T>> rowsOf, string[] columns, Func<T, string[]> cells)
    {
        string folder = arguments.GetRequiredValue(state);
        string? name = arguments.GetValue(deployment);
        var reading = DeploymentStatus.In(folder).Of(name);
        if (name is not null && reading.Deployments.Count == 0)
            throw new DeploymentException($"There is no journal of {name} in {folder}: it has never run.");
        var rows = reading.Deployments.SelectMany(rowsOf).ToList();
        if (arguments.GetValue(ErrorBoundary.Json))
        {
            terminal.Print(JsonText.Of(rows));
            return Unreadable.Say(terminal, reading);
        }

        if (rows.Count == 0) terminal.Say("There is nothing.");
        var table = Tables.Of(columns);
        foreach (var row in rows) table.Row(cells(row));
        if (rows.Count > 0) terminal.Print(table);
        return Unreadable.Say(terminal, reading);
    }

    private static string Number(decimal? number) => number?.ToString("0.########", CultureInfo.InvariantCulture) ?? "";

    private static string Time(DateTime time) => time.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
