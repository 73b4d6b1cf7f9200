using System.CommandLine;
using StrategyHost.Cli.Output;
using StrategyHost.Engine.Runs.Live;
using StrategyHost.Live.Sessions;

namespace StrategyHost.Cli.Commands;

/// <summary><c>halt</c> and <c>resume</c>: what a person tells a session.</summary>
internal sealed class SessionCommands(Terminal terminal, ErrorBoundary boundary)
{
    private readonly Argument<string> deployment = new("NAME") { Description = "the deployment" };
    private readonly Option<bool> flatten = new("--flatten") { Description = "close all positions at the market too" };
    private readonly Option<string> state = LiveOptions.State();

    public Command BuildHalt()
    {
        var command = new Command("halt", "Stop a deployment's trading: cancel its working orders, and let none through until it is resumed.\n\nExample:\n  strategyhost halt trend --flatten") { deployment, flatten, state };
        command.SetAction(arguments => boundary.Run(arguments, () => Post(arguments, arguments.GetValue(flatten) ? SessionCommand.Flatten : SessionCommand.Halt, "halt")));
        return command;
    }

    public Command BuildResume()
    {
        var command = new Command("resume", "Let a halted deployment trade again.\n\nExample:\n  strategyhost resume trend") { deployment, state };
        command.SetAction(arguments => boundary.Run(arguments, () => Post(arguments, SessionCommand.Resume, "resume")));
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
