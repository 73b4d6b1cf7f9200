using System.CommandLine;
using System.Globalization;
using StrategyHost.Cli.Output;
using StrategyHost.Live.Journaling;
using StrategyHost.Live.Sessions;
using StrategyHost.Scripting;

namespace StrategyHost.Cli.Commands;

/// <summary><c>state repair</c>: saves what can be read of a damaged journal.</summary>
internal sealed class RepairCommand(Terminal terminal, ErrorBoundary boundary, ScriptLoader loader)
{
    /// <summary>More lost orders are counted, and not named.</summary>
    private const int MostNamed = 10;
    private readonly Argument<string> deployment = new("NAME") { Description = "the deployment" };
    private readonly Option<string> state = LiveOptions.State();

    public Command Build()
    {
        var command = new Command(
            "repair",
            "Save what can be read of a deployment's damaged journal. The damaged one is kept aside; of a session the events are saved up "
                + "to the first that cannot be read, or that does not fit what was done on it, and its next start goes on there. Refused "
                + "while a host runs it.\n\nExample:\n  strategyhost state repair trend")
        {
            deployment, state,
        };
        command.SetAction((arguments, cancellation) => boundary.RunAsync(arguments, () => RunAsync(arguments, cancellation)));
        return command;
    }

    private async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellation)
    {
        string name = arguments.GetRequiredValue(deployment);
        using var parts = new LiveParts(loader, plugins: "", new Redaction(), cancellation);
        var report = await new StateRepair(arguments.GetRequiredValue(state), name, parts.Parts).RunAsync(cancellation);
        if (report is { IsGone: false, Damage: null })
        {
            terminal.Say($"The journal of {name} is whole: there is nothing to repair.");
            return ExitCode.Done;
        }

        if (report.Aside is not { } aside)
        {
            terminal.Fail(report.IsGone
                ? $"The journal of {name} is gone, or empty, and nothing can be saved: its next start begins a new session. {AtBroker}"
                : $"Nothing of the journal of {name} can be saved, and it is as it was ({report.Damage}): 'strategyhost state archive "
                    + $"{name}' puts it aside, and the next start begins a new session. {AtBroker}");
            return ExitCode.RunFailed;
        }

        terminal.Say(
            $"The journal of {name} was damaged: {report.Damage}. It is kept in {aside}, and a new one has what can be read of it:");
        foreach (var session in report.Sessions) terminal.Say(Saved(session, report));
        for (long lost = report.Sessions[^1].Session + 1; lost <= report.Latest; lost++)
            terminal.Warn(string.Create(CultureInfo.InvariantCulture, $"session {lost} is lost. {AtBroker}"));
        return ExitCode.Done;
    }

    private static string AtBroker => "What a lost session has at a broker is shown by 'strategyhost orders' and 'strategyhost reconcile "
        + "ACCOUNT' once a deployment on the account runs: --cancel-orphans cancels its orders, and --adopt hands what it holds to the new "
        + "session.";

    private static string Saved(SalvagedSession session, RepairReport report)
    {
        string events = string.Create(CultureInfo.InvariantCulture, $"session {session.Session}: ");
        bool isLast = session == report.Sessions[^1];
        if (isLast && report.GoesOnAfter is { } after) return events + GoesOn(session, after, report);
        if (!session.IsWhole)
            return string.Create(CultureInfo.InvariantCulture,
                $"{events}it is over, and its first {session.Events:N0} events are saved: its results end there");
        return string.Create(CultureInfo.InvariantCulture,
            $"{events}all of it, {session.Events:N0} events{(isLast && !session.IsOver ? "; the next start takes it up" : "")}");
    }

    private static string GoesOn(SalvagedSession session, int after, RepairReport report)
    {
        if (after == 0)
            return "what can be read of it does not fit together, and it is over: the next start begins a new session. " + AtBroker;
        int more = report.Lost.Count - MostNamed;
        string rest = more > 0 ? string.Create(CultureInfo.InvariantCulture, $" and {more} more.") : ".";
        string lost = report.Lost.Count == 0
            ? "" : $" Orders that it made later, and may have sent: {string.Join("; ", report.Lost.Take(MostNamed))}{rest}";
        return string.Create(CultureInfo.InvariantCulture,
            $"its first {after:N0} events, up to {report.GoesOnAt:yyyy-MM-dd HH:mm:ss}Z; what came later is lost. The next start takes it "
                + $"up there, and compares it with its broker: where that has orders or executions of it that the journal does not know, "
                + $"none of its orders is sent any more, and 'strategyhost status' says what to do.{lost}");
    }
}
