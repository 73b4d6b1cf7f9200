using System.CommandLine;
using StrategyHost.Cli.Output;
using StrategyHost.Engine.Runs.Live;
using StrategyHost.Live.Sessions;

namespace StrategyHost.Cli.Commands;

/// <summary><c>halt</c>: stops a deployment's trading.</summary>
internal sealed class HaltCommand(Terminal terminal, ErrorBoundary boundary)
{
    private readonly Argument<string> deployment = new("NAME") { Description = "the deployment" };
    private readonly Option<bool> flatten = new("--flatten") { Description = "close all positions at the market too" };
    private readonly Option<string> state = LiveOptions.State();

    public Command Build()
    {
        var command = new Command("halt", "Stop a deployment's trading: cancel its working orders, and let none through until it is resumed.\n\nExample:\n  strategyhost halt trend --flatten") { deployment, flatten, state };
        command.SetAction(arguments => boundary.Run(arguments, () => Run(arguments)));
        return command;
    }

    private int Run(ParseResult arguments)
    {
        string name = arguments.GetRequiredValue(deployment);
        var command = arguments.GetValue(flatten) ? SessionCommand.Flatten : SessionCommand.Halt;
        bool runs = CommandBox.Post(arguments.GetRequiredValue(state), name, command, TimeProvider.System.GetUtcNow().UtcDateTime);
        terminal.Say(runs ? $"{name} is told to halt; 'strategyhost resume {name}' lets it trade again" : $"{name} rests: it halts when it is taken up");
        return ExitCode.Done;
    }
}
