using System.CommandLine;
using StrategyHost.Cli.Output;
using StrategyHost.Scripting.Editing;

namespace StrategyHost.Cli.Commands;

/// <summary><c>ide</c>: makes editors understand scripts.</summary>
internal sealed class IdeCommand(Terminal terminal, ErrorBoundary boundary)
{
    private readonly Argument<string> folder = new("FOLDER")
    {
        Description = "the folder with the strategies (default: strategies)",
        DefaultValueFactory = _ => "strategies"
    };

    public Command Build()
    {
        var command = new Command(
            "ide", "Write what VS Code, Rider and Visual Studio need to complete and check scripts, and to debug them. Run it again for "
                + "scripts that are new.\n\nExample:\n  strategyhost ide") { folder };
        command.SetAction((arguments, _) => boundary.RunAsync(arguments, () => Run(arguments)));
        return command;
    }

    private int Run(ParseResult arguments)
    {
        string path = arguments.GetRequiredValue(folder);
        if (!Directory.Exists(path)) throw new UsageException($"There is no folder {path}.");
        string solution = EditorFiles.Write(path, AppContext.BaseDirectory);
        terminal.Say(
            $"{solution} is ready: open it in Rider or Visual Studio, or the folder above {path} in VS Code with the C# extension");
        return ExitCode.Done;
    }
}
