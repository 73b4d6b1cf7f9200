using System.CommandLine;
using StrategyHost.Cli.Output;
using StrategyHost.Engine.Runs.Live;
using StrategyHost.Live.Sessions;

namespace StrategyHost.Cli.Commands;

/// <summary><c>halt</c>, <c>resume</c> and the like: what a person tells a session.</summary>
internal sealed class SessionCommands(Terminal terminal, ErrorBoundary boundary)
{
    private readonly Argument<string> deployment = new("NAME") { Description = "the deployment" };
    private readonly Option<string> state = LiveOptions.State();

    public IEnumerable<Command> Build()
    {
        yield return BuildHalt();
        yield return Build("resume", "Let a halted deployment trade again.", SessionCommand.Resume);
        yield return Build("flatten", "Stop a deployment's trading, cancel its working orders, and close its positions at the market.", SessionCommand.Flatten);
        yield return Build("cancel", "Cancel a deployment's working orders. It goes on trading.", SessionCommand.Cancel);
        yield return Build("rollback", "Go back to the version of a deployment's script that ran before this one.", SessionCommand.Rollback);
        yield return Build("reload", "Take a deployment's script as it is in its file now, though it was rolled back.", SessionCommand.Reload);
        yield return Build("arm", "Let a live deployment's orders go to its broker. None does before.", SessionCommand.Arm);
        yield return Build("disarm", "Let no more orders of a live deployment go to its broker; working ones stay.", SessionCommand.Disarm);
    }

    private Command BuildHalt()
    {
        var flatten = new Option<bool>("--flatten") { Description = "close all positions at the market too" };
        var command = new Command("halt", "Stop a deployment's trading: cancel its working orders, and let none through until it is resumed.\n\nExample:\n  strategyhost halt trend --flatten") { deployment, flatten, state };
        command.SetAction(arguments => boundary.Run(arguments, () => Post(arguments, arguments.GetValue(flatten) ? SessionCommand.Flatten : SessionCommand.Halt, "halt")));
        return command;
    }

    private Command Build(string name, string about, SessionCommand wanted)
    {
        var command = new Command(name, $"{about}\n\nExample:\n  strategyhost {name} trend") { deployment, state };
        command.SetAction(arguments => boundary.Run(arguments, () => Post(arguments, wanted, name)));
        return command;
    }

    private int Post(ParseResult arguments, SessionCommand command, string verb)
    {
        string name = arguments.GetRequiredValue(deployment);
        bool runs = CommandBox.Post(arguments.GetRequiredValue(state), name, command, TimeProvider.System.GetUtcNow().UtcDateTime);
        terminal.Say(runs ? $"{name} is told to {verb}" : $"{name} rests: it will {verb} when it is taken up");
        return ExitCode.Done;
    }
}
