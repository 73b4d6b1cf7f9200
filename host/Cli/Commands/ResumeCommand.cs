using System.CommandLine;
using StrategyHost.Cli.Output;
using StrategyHost.Engine.Runs.Live;
using StrategyHost.Live.Sessions;

namespace StrategyHost.Cli.Commands;

/// <summary><c>resume</c>: lets a halted deployment trade again.</summary>
internal sealed class ResumeCommand(Terminal terminal, ErrorBoundary boundary)
{
    private readonly Argument<string> deployment = new("NAME") { Description = "the deployment" };
    private readonly Option<string> state = LiveOptions.State();

    public Command Build()
    {
        var command = new Command("resume", "Let a halted deployment trade again.\n\nExample:\n  strategyhost resume trend") { deployment, state };
        command.SetAction(arguments => boundary.Run(arguments, () => Run(arguments)));
        return command;
    }

    private int Run(ParseResult arguments)
    {
        string name = arguments.GetRequiredValue(deployment);
        bool runs = CommandBox.Post(arguments.GetRequiredValue(state), name, SessionCommand.Resume, TimeProvider.System.GetUtcNow().UtcDateTime);
        terminal.Say(runs ? $"{name} is told to resume" : $"{name} rests: it resumes when it is taken up");
        return ExitCode.Done;
    }
}
