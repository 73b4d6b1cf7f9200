using System.CommandLine;
using System.Globalization;
using StrategyHost.Cli.Output;
using StrategyHost.Live.Sessions;
using StrategyHost.Scripting;

namespace StrategyHost.Cli.Commands;

/// <summary><c>replay</c>: handles a recorded session again, and compares.</summary>
internal sealed class ReplayCommand(Terminal terminal, ErrorBoundary boundary, ScriptLoader loader)
{
    private readonly Argument<string> deployment = new("NAME") { Description = "the deployment" };
    private readonly Option<long?> session = new("--session") { Description = "which session (default: the latest)", HelpName = "N" };
    private readonly Option<string> state = LiveOptions.State();

    public Command Build()
    {
        var command = new Command("replay",
            "Handle the recorded events of a session again, and see whether the strategy makes the same orders.\n\nExample:\n  "
                + "strategyhost replay trend --session 2") { deployment, session, state };
        command.SetAction((arguments, cancellation) => boundary.RunAsync(arguments, () => RunAsync(arguments, cancellation)));
        return command;
    }

    private async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellation)
    {
        using var parts = new LiveParts(loader, plugins: "", new Redaction(), cancellation);
        var verdict = await SessionReplay.RunAsync(arguments.GetRequiredValue(deployment), arguments.GetRequiredValue(state),
            arguments.GetValue(session), parts.Parts, cancellation);
        if (verdict.Difference is { } difference)
        {
            terminal.Fail(
                $"session {verdict.Session} is not what it was:\n  recorded: {difference.Recorded}\n  replayed: {difference.Replayed}");
            return ExitCode.RunFailed;
        }

        terminal.Print(string.Create(CultureInfo.InvariantCulture,
            $"session {verdict.Session}: {verdict.Events:N0} events, {verdict.Orders:N0} orders and {verdict.Fills:N0} fills, each the "
                + $"same as before"));
        return ExitCode.Done;
    }
}
