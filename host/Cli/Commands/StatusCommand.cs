using System.CommandLine;
using System.Globalization;
using StrategyHost.Cli.Output;
using StrategyHost.Cli.Settings;
using StrategyHost.Engine.Supervision;
using StrategyHost.Live.Brokers;
using StrategyHost.Live.Deployments;
using StrategyHost.Live.Journaling;
using StrategyHost.Live.Service;
using StrategyHost.Live.Sessions;
using StrategyHost.Scripting;

namespace StrategyHost.Cli.Commands;

/// <summary><c>status</c>: how deployments do.</summary>
internal sealed class StatusCommand(Terminal terminal, ErrorBoundary boundary, ScriptLoader loader)
{
    private readonly Argument<string?> deployment = new("NAME")
    {
        Description = "one deployment, in full (default: all, a line each)",
        Arity = ArgumentArity.ZeroOrOne
    };
    private readonly Option<string> state = LiveOptions.State();
    private readonly Option<string> deployments = LiveOptions.Deployments();

    public Command Build()
    {
        var command = new Command("status",
            "Show how deployments do: how far their sessions have come, what keeps their orders from passing, and what they are "
                + "worth.\n\nExample:\n  strategyhost status trend") { deployment, state, deployments, ErrorBoundary.Json };
        command.SetAction((arguments, cancellation) => boundary.RunAsync(arguments, () => RunAsync(arguments, cancellation)));
        return command;
    }

    private async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellation)
    {
        string folder = arguments.GetRequiredValue(state);
        string? name = arguments.GetValue(deployment);
        var reading = DeploymentStatus.In(folder).Of(name);
        var all = reading.Deployments;
        var waiting = ArmingWait.In(folder).Where(w => name is null || w == name).ToList();
        if (name is not null && all.Count + waiting.Count == 0)
            throw new DeploymentException($"There is no session of '{name}' in {folder}.");
        if (name is not null && all.Count > 0) all = [all[0] with { Figures = await FiguresOf(name, folder, cancellation) }];
        if (arguments.GetValue(ErrorBoundary.Json))
        {
            terminal.Print(JsonText.Of(all));
            return Unreadable.Say(terminal, reading);
        }

        foreach (var host in await new ControlClient(folder, TimeProvider.System).AskAsync(cancellation)) Say(host);
        if (Directory.Exists(arguments.GetRequiredValue(deployments)))
        {
            foreach (var abandoned in all.Select(s => s.Abandoned(arguments.GetRequiredValue(deployments))).OfType<string>())
                terminal.Warn(abandoned);
        }

        foreach (var account in BrokerAccounts.ExternalIn(folder).Where(a => name is null || all.Any(s => s.Account == a.Account)))
            Say(account);
        foreach (var waits in waiting) terminal.Say(ArmingWait.Sentence(waits));
        if (all.Count == 0 && waiting.Count == 0)
            terminal.Say($"There is no session {(reading.Unreadable.Count > 0 ? "that can be read " : "")}in {folder}: begin one with "
            + $"'strategyhost live'.");
        else if (all.Count == 0) return Unreadable.Say(terminal, reading);
        else if (name is not null) Print(all[0], arguments.GetRequiredValue(deployments), cancellation);
        else Print(all);
        return Unreadable.Say(terminal, reading);
    }

    /// <summary>What has come of a deployment; null, with a warning, where its journal cannot be handled again: where it stands is shown
    /// all the same.</summary>
    private async Task<DeploymentFigures?> FiguresOf(string name, string folder, CancellationToken cancellation)
    {
        try
        {
            using var parts = new LiveParts(loader, plugins: "", new Redaction(), cancellation);
            var record = await DeploymentRecord.ReadAsync(new ResultQuery(name, folder), parts.Parts, cancellation);
            foreach (var remark in record.Remarks) terminal.Warn(remark);
            return DeploymentFigures.Of(record);
        }
        catch (Exception failure) when (failure is DeploymentException or JournalException or ScriptException or SetupException
            or IOException)
        {
            terminal.Warn($"what has come of {name} cannot be worked out, and is left out: {failure.Message}");
            return null;
        }
    }

    private void Print(IReadOnlyList<DeploymentStatus> all)
    {
        var table = Tables.Of("deployment", "mode", "state", "conditions", "time", ">orders", ">fills", ">equity", "positions");
        foreach (var one in all)
        {
            table.Row(
                one.Deployment, one.Mode, one.State, string.Join("; ", one.Conditions), Time(one.Time), Number(one.Orders),
                Number(one.Fills), Money(one.Snapshot.Equity), string.Join(", ", one.Snapshot.Positions));
        }

        terminal.Print(table);
    }

    private void Print(DeploymentStatus one, string folder, CancellationToken cancellation)
    {
        var table = Tables.Of("", "");
        foreach (var (name, text) in new StatusText(one, TimeProvider.System.GetUtcNow().UtcDateTime).Lines) table.Row(name, text);
        table.Row("a start", new NextStart(one, folder, () => HostConfiguration.Read(null).Deployments, loader).Sentence(cancellation));
        terminal.Print(table);
    }

    /// <summary>Names the orders at a broker that no session looks after.</summary>
    private void Say(ExternalOrdersSeen account)
    {
        int orphans = account.Orders.Count(o => o.Deployment is not null);
        string seen = string.Create(CultureInfo.InvariantCulture, $"{account.Account}, seen {account.Seen:yyyy-MM-dd HH:mm:ss}Z");
        if (orphans > 0)
            terminal.Warn(
                $"{Counted(orphans, "order")} of former sessions {(orphans == 1 ? "works" : "work")} at the broker of {seen}, and no "
                    + $"session looks after {Them(orphans)}: 'strategyhost orders' shows {Them(orphans)}, and 'strategyhost reconcile "
                    + $"{account.Account} --cancel-orphans' cancels {Them(orphans)}.");
        if (account.Orders.Count > orphans)
            terminal.Say(
                $"{Counted(account.Orders.Count - orphans, "order")} that no session made at the broker of {seen}: 'strategyhost orders' "
                    + $"shows {Them(account.Orders.Count - orphans)}");
    }

    private static string Them(int count) => count == 1 ? "it" : "them";

    private static string Counted(int count, string what) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {what}{(count == 1 ? "" : "s")}");

    private static string Time(DateTime time) => time.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture);

    private static string Money(double amount) => amount.ToString("N2", CultureInfo.InvariantCulture);

    private void Say(HostStanding host)
    {
        terminal.Say(string.Create(CultureInfo.InvariantCulture,
            $"A host runs since {host.Since:yyyy-MM-dd HH:mm}Z, process {host.ProcessId}"));
        foreach (var failed in host.Deployments.Where(d => d.ExitCode is > 0))
            terminal.Warn(string.Create(CultureInfo.InvariantCulture,
                $"{failed.Name} has failed, with exit code {failed.ExitCode}: 'strategyhost logs {failed.Name}' says why"));
    }

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
