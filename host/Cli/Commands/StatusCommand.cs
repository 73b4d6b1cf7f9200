using System.CommandLine;
using System.Globalization;
using StrategyHost.Cli.Output;
using StrategyHost.Live.Deployments;
using StrategyHost.Live.Service;
using StrategyHost.Live.Sessions;

namespace StrategyHost.Cli.Commands;

/// <summary><c>status</c>: how deployments do.</summary>
internal sealed class StatusCommand(Terminal terminal, ErrorBoundary boundary)
{
    private readonly Argument<string?> deployment = new("NAME") { Description = "one deployment, in full (default: all, a line each)", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<string> state = LiveOptions.State();

    public Command Build()
    {
        var command = new Command("status", "Show how deployments do: how far their sessions have come, what keeps their orders from passing, and what they are worth.\n\nExample:\n  strategyhost status trend") { deployment, state, ErrorBoundary.Json };
        command.SetAction((arguments, cancellation) => boundary.RunAsync(arguments, () => RunAsync(arguments, cancellation)));
        return command;
    }

    private async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellation)
    {
        string folder = arguments.GetRequiredValue(state);
        string? name = arguments.GetValue(deployment);
        var all = DeploymentStatus.In(folder).Where(s => name is null || s.Deployment == name).ToList();
        if (name is not null && all.Count == 0) throw new DeploymentException($"There is no session of '{name}' in {folder}.");
        if (arguments.GetValue(ErrorBoundary.Json))
        {
            terminal.Print(JsonText.Of(all));
            return ExitCode.Done;
        }

        foreach (var host in await ControlSocket.AskAsync(folder, cancellation)) Say(host);
        if (all.Count == 0) terminal.Say($"There is no session in {folder}: begin one with 'strategyhost live'.");
        else if (name is not null) Print(all[0]);
        else Print(all);
        return ExitCode.Done;
    }

    private void Print(IReadOnlyList<DeploymentStatus> all)
    {
        var table = Tables.Of("deployment", "mode", "state", "conditions", "time", ">orders", ">fills", ">equity", "positions");
        foreach (var one in all)
        {
            table.Row(
                one.Deployment, one.Mode, one.State, string.Join("; ", one.Conditions), Time(one.Time), Number(one.Orders), Number(one.Fills), Money(one.Snapshot.Equity), string.Join(", ", one.Snapshot.Positions));
        }

        terminal.Print(table);
    }

    private void Print(DeploymentStatus one)
    {
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        var snapshot = one.Snapshot;
        var table = Tables.Of("", "");
        table.Row("deployment", $"{one.Deployment}, session {Number(one.Session)}, begun {Time(one.Begun)}");
        table.Row("mode", one.Account is null ? one.Mode : $"{one.Mode}, on the account {one.Account}");
        table.Row("state", one.State);
        table.Row("orders pass", one.Conditions.Count == 0 ? "yes" : string.Join("; ", one.Conditions));
        if (one.Mode == "live") table.Row("armed", !snapshot.IsArmed ? "no" : snapshot.ArmedUntil is { } until ? $"until {Time(until)}" : "until it is disarmed");
        if (one.Mode == "live") table.Row("agreement", snapshot.Mismatch ?? "the account agreed with the broker when it was compared last");
        table.Row("newest price", snapshot.NewestPrice is { } newest ? string.Create(CultureInfo.InvariantCulture, $"{Time(newest)}, {(now - newest).TotalSeconds:N0} s ago") : "none yet");
        table.Row("equity", $"{Money(snapshot.Equity)}, of which cash {Money(snapshot.Cash)}");
        table.Row("positions", snapshot.Positions.Count == 0 ? "none" : string.Join(", ", snapshot.Positions));
        table.Row("working orders", snapshot.OpenOrders.Count == 0 ? "none" : string.Join(", ", snapshot.OpenOrders.Select(o => string.Create(CultureInfo.InvariantCulture, $"#{o.Id} {o.Side} {o.Quantity:0.########} {o.Symbol} {o.Type} {o.Status}"))));
        table.Row("so far", $"{Number(one.Events)} events, {Number(one.Orders)} orders, {Number(one.Fills)} fills");
        terminal.Print(table);
    }

    private static string Time(DateTime time) => time.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture);

    private static string Money(double amount) => amount.ToString("N2", CultureInfo.InvariantCulture);

    private void Say(HostStanding host)
    {
        terminal.Say(string.Create(CultureInfo.InvariantCulture, $"A host runs since {host.Since:yyyy-MM-dd HH:mm}Z, process {host.ProcessId}"));
        foreach (var failed in host.Deployments.Where(d => d.ExitCode is > 0)) terminal.Warn(string.Create(CultureInfo.InvariantCulture, $"{failed.Name} has failed, with exit code {failed.ExitCode}: 'strategyhost logs {failed.Name}' says why"));
    }

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
