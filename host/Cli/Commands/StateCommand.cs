using System.CommandLine;
using StrategyHost.Cli.Output;
using StrategyHost.Live.Sessions;
using StrategyHost.Scripting;

namespace StrategyHost.Cli.Commands;

/// <summary><c>state</c>: repairs the state of a deployment, or puts it aside where it cannot or shall not be taken up.</summary>
internal sealed class StateCommand(Terminal terminal, ErrorBoundary boundary, ScriptLoader loader)
{
    private readonly Argument<string> deployment = new("NAME") { Description = "the deployment" };
    private readonly Option<string> state = LiveOptions.State();

    public Command Build()
    {
        var archive = new Command(
            "archive",
            "Put a deployment's state aside, into the folder archive beside it: its next start begins anew. For a journal that is damaged, "
                + "a state that is older than its broker, or a deployment that is gone. Refused while a host runs it. What it has open at "
                + "a broker stays there, and no deployment looks after it.\n\nExample:\n  strategyhost state archive trend")
        {
            deployment, state,
        };
        archive.SetAction(arguments => boundary.Run(arguments, () => Archive(arguments)));
        return new Command("state", "Repair state of deployments, or put it aside.")
        {
            new RepairCommand(terminal, boundary, loader).Build(), archive,
        };
    }

    private int Archive(ParseResult arguments)
    {
        string name = arguments.GetRequiredValue(deployment);
        var (path, status) = StateArchive.Put(arguments.GetRequiredValue(state), name, TimeProvider.System.GetUtcNow().UtcDateTime);
        terminal.Say($"The state of {name} is in {path} now, and its next start begins anew.");
        if (status is { State: "over" } or { Snapshot.OpenOrders.Count: 0, Snapshot.Positions.Count: 0 }) return ExitCode.Done;
        if (status is { Account: null, Mode: var mode })
        {
            terminal.Say($"Its {status.Snapshot.DescribeOpen()} were on {mode}, and are gone with it.");
            return ExitCode.Done;
        }

        string open = status is null ? "What it had open" : $"Its {status.Snapshot.DescribeOpen()}";
        string account = status?.Account ?? "ACCOUNT";
        terminal.Warn(
            $"{open} at the broker stays there and is nobody's from now on: positions keep other deployments from opening more of their "
            + $"symbols until 'strategyhost reconcile {account}' with --adopt, --ignore or --flatten decides, and --cancel-orphans "
            + $"cancels the orders.");
        return ExitCode.Done;
    }
}
