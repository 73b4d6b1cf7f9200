using System.CommandLine;
using StrategyHost.Cli.Output;
using StrategyHost.Live.Deployments;
using StrategyHost.Live.Service;

namespace StrategyHost.Cli.Commands;

/// <summary><c>start</c>, <c>stop</c> and <c>restart</c>: what a person tells a running host about one of its deployments.</summary>
internal sealed class StartStopCommands(Terminal terminal, ErrorBoundary boundary)
{
    private readonly Argument<string> deployment = new("NAME") { Description = "the deployment" };
    private readonly Option<string> state = LiveOptions.State();
    private readonly Option<bool> keep = new("--keep")
    {
        Description = "leave orders and positions as they are: the next start takes them up (the default)"
    };
    private readonly Option<bool> cancel = new("--cancel") { Description = "halt it and cancel its working orders first" };
    private readonly Option<bool> flatten = new("--flatten")
    {
        Description = "halt it, cancel its working orders and close its positions at the market first"
    };

    public IEnumerable<Command> Build()
    {
        yield return Build("start", "Start a deployment in the host that runs, as its file is now. A new session is not armed.",
            HostAction.Start);
        var stop = Build("stop",
            "Stop one deployment of the host that runs; the host and the others go on. What was halted for it stays so until it is "
                + "resumed.", HostAction.Stop);
        foreach (var option in new[] { keep, cancel, flatten }) stop.Add(option);
        yield return stop;
        yield return Build("restart", "Stop a deployment of the host that runs, and start it as its file is now. Its session goes on.",
            HostAction.Restart);
    }

    private Command Build(string name, string about, HostAction action)
    {
        string more = action == HostAction.Stop ? " --flatten" : "";
        var command = new Command(name, $"{about}\n\nExample:\n  strategyhost {name} trend{more}") { deployment, state };
        command.SetAction((arguments, cancellation) =>
            boundary.RunAsync(arguments, () => TellAsync(arguments, action, cancellation)));
        return command;
    }

    private async Task<int> TellAsync(ParseResult arguments, HostAction action, CancellationToken cancellation)
    {
        var request = new HostRequest(action, arguments.GetRequiredValue(deployment),
            action == HostAction.Stop ? ModeOf(arguments) : StopMode.Keep);
        var client = new ControlClient(arguments.GetRequiredValue(state), TimeProvider.System);
        terminal.Say(await client.TellAsync(request, cancellation));
        return ExitCode.Done;
    }

    private StopMode ModeOf(ParseResult arguments)
    {
        (Option<bool> Option, StopMode Mode)[] choices =
            [(keep, StopMode.Keep), (cancel, StopMode.Cancel), (flatten, StopMode.Flatten)];
        var chosen = choices.Where(c => arguments.GetValue(c.Option)).ToList();
        if (chosen.Count > 1) throw new UsageException("--keep, --cancel and --flatten say three different things: give one of them.");
        return chosen.Count == 0 ? StopMode.Keep : chosen[0].Mode;
    }
}
