using System.CommandLine;
using System.Globalization;
using StrategyHost.Cli.Output;
using StrategyHost.Live.Service;
using StrategyHost.Live.Sessions;

namespace StrategyHost.Cli.Commands;

/// <summary><c>status</c>: what the journals say about deployments.</summary>
internal sealed class StatusCommand(Terminal terminal, ErrorBoundary boundary)
{
    private readonly Option<string> state = LiveOptions.State();

    public Command Build()
    {
        var command = new Command("status", "Show how far the sessions of deployments have come.\n\nExample:\n  strategyhost status --json") { state, ErrorBoundary.Json };
        command.SetAction((arguments, cancellation) => boundary.RunAsync(arguments, () => RunAsync(arguments, cancellation)));
        return command;
    }

    private async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellation)
    {
        var all = DeploymentStatus.In(arguments.GetRequiredValue(state));
        if (arguments.GetValue(ErrorBoundary.Json))
        {
            terminal.Print(JsonText.Of(all));
            return ExitCode.Done;
        }

        foreach (var host in await ControlSocket.AskAsync(arguments.GetRequiredValue(state), cancellation)) Say(host);
        if (all.Count == 0) terminal.Say($"There is no session in {arguments.GetRequiredValue(state)}: begin one with 'strategyhost live'.");
        var table = Tables.Of("deployment", ">session", "state", "time", ">events", ">orders", ">fills", ">equity", "positions");
        foreach (var one in all)
        {
            table.Row(
                one.Deployment, Number(one.Session), one.State, one.Time.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture),
                Number(one.Events), Number(one.Orders), Number(one.Fills), one.Standing.Equity.ToString("N2", CultureInfo.InvariantCulture), string.Join(", ", one.Standing.Positions));
        }

        if (all.Count > 0) terminal.Print(table);
        return ExitCode.Done;
    }

    private void Say(HostStanding host)
    {
        terminal.Say(string.Create(CultureInfo.InvariantCulture, $"A host runs since {host.Since:yyyy-MM-dd HH:mm}Z, process {host.ProcessId}"));
        foreach (var failed in host.Deployments.Where(d => d.ExitCode is > 0)) terminal.Warn(string.Create(CultureInfo.InvariantCulture, $"{failed.Name} has failed, with exit code {failed.ExitCode}: 'strategyhost logs {failed.Name}' says why"));
    }

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
