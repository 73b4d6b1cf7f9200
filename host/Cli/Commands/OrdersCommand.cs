using System.CommandLine;
using System.Globalization;
using StrategyHost.Cli.Output;
using StrategyHost.Live.Brokers;
using StrategyHost.Live.Journaling;

namespace StrategyHost.Cli.Commands;

/// <summary><c>orders</c>: the orders of sessions that can still fill, by their journals, and those at brokers that no session looks
/// after.</summary>
internal sealed class OrdersCommand(Terminal terminal, ErrorBoundary boundary)
{
    private readonly Argument<string?> deployment = StandingOptions.Deployment();
    private readonly Option<string> state = LiveOptions.State();

    public Command Build()
    {
        var command = new Command(
            "orders",
            "Show the orders that can still fill. Below them are those at brokers that no session looks after, as the hosts of accounts "
                + "saw them last: of former sessions, which 'reconcile ACCOUNT --cancel-orphans' cancels, and those made by hand.\n\n"
                + "Example:\n  strategyhost orders trend")
        {
            deployment, state, ErrorBoundary.Json,
        };
        command.SetAction(arguments => boundary.Run(arguments, () => Run(arguments)));
        return command;
    }

    private int Run(ParseResult arguments)
    {
        string folder = arguments.GetRequiredValue(state);
        string? name = arguments.GetValue(deployment);
        var reading = StandingOptions.Read(folder, name);
        var own = reading.Deployments.SelectMany(d => d.Snapshot.OpenOrders.Select(o => (d.Deployment, Order: o))).ToList();
        var accounts = name is null ? null : reading.Deployments.Select(d => d.Account).ToHashSet(StringComparer.Ordinal);
        var external = (from account in BrokerAccounts.ExternalIn(folder)
                        where accounts is null || accounts.Contains(account.Account)
                        from order in account.Orders
                        where name is null || order.Deployment is null || order.Deployment == name
                        select (account.Account, account.Seen, Order: order)).ToList();
        if (arguments.GetValue(ErrorBoundary.Json))
        {
            terminal.Print(JsonText.Of((object[])[.. own.Select(o => new { o.Deployment, o.Order }),
                .. external.Select(e => Plain(e.Account, e.Seen, e.Order))]));
            return Unreadable.Say(terminal, reading);
        }

        if (own.Count + external.Count == 0) terminal.Say("There is nothing.");
        if (own.Count > 0) terminal.Print(Table(own));
        if (external.Count > 0)
        {
            terminal.Print("At brokers, and looked after by no session:");
            terminal.Print(Table(external));
        }

        return Unreadable.Say(terminal, reading);
    }

    private static Spectre.Console.Table Table(IEnumerable<(string Deployment, StandingOrder Order)> orders)
    {
        var table = Tables.Of("deployment", ">order", "time", "side", ">quantity", "symbol", "type", ">limit", ">stop", "in force",
            "status", ">filled", "tag");
        foreach (var (name, order) in orders)
        {
            table.Row(name, Number(order.Id), Time(order.Submitted), order.Side, Number(order.Quantity), order.Symbol, order.Type,
                Number(order.LimitPrice), Number(order.StopPrice), order.TimeInForce ?? "", order.Status, Number(order.Filled),
                order.Tag ?? "");
        }

        return table;
    }

    private static Spectre.Console.Table Table(IEnumerable<(string Account, DateTime Seen, ExternalOrder Order)> orders)
    {
        var table = Tables.Of("account", "seen", "order", "side", ">quantity", "symbol", "type", ">limit", ">stop", "status", ">filled",
            "whose");
        foreach (var (account, seen, external) in orders)
        {
            var order = external.Order;
            table.Row(account, Time(seen), order.ClientId ?? order.BrokerId, order.Side.ToString(), Number(order.Quantity), order.Symbol,
                external.Type.ToString(), Number(order.LimitPrice), Number(order.StopPrice), order.Status.ToString(), Number(order.Filled),
                external.Origin);
        }

        return table;
    }

    /// <summary>An order that no session looks after, in the words of those that sessions do: its <c>deployment</c> is null.</summary>
    private static object Plain(string account, DateTime seen, ExternalOrder external) => new
    {
        Deployment = (string?)null,
        Order = new
        {
            external.Order.ClientId,
            external.Order.BrokerId,
            Side = external.Order.Side.ToString(),
            external.Order.Quantity,
            external.Order.Symbol,
            Type = external.Type.ToString(),
            external.Order.LimitPrice,
            external.Order.StopPrice,
            Status = external.Order.Status.ToString(),
            external.Order.Filled,
        },
        Account = account,
        Seen = seen,
        Former = external.Deployment is { } former ? new { Deployment = former, external.Session } : null,
        external.Origin,
    };

    private static string Number(decimal? number) => number?.ToString("0.########", CultureInfo.InvariantCulture) ?? "";

    private static string Time(DateTime time) => time.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
