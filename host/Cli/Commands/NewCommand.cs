using System.CommandLine;
using StrategyHost.Cli.Output;
using StrategyHost.Scripting;
using StrategyHost.Scripting.Editing;

namespace StrategyHost.Cli.Commands;

/// <summary><c>new</c>: starts a strategy.</summary>
internal sealed class NewCommand(Terminal terminal, ErrorBoundary boundary)
{
    private readonly Argument<string> name = new("NAME") { Description = "the strategy's name: letters, digits and _" };
    private readonly Option<string> template = new("--template")
    {
        Description = $"what it starts from: {string.Join(", ", ScriptTemplates.Names)}",
        HelpName = "NAME",
        DefaultValueFactory = _ => "crossover"
    };
    private readonly Option<string> folder = new("--folder")
    {
        Description = "where it goes (default: strategies)",
        HelpName = "DIR",
        DefaultValueFactory = _ => "strategies"
    };

    public Command Build()
    {
        var command = new Command("new",
            "Start a strategy from a template, and write what editors need to complete and check it (see ide).\n\nExample:\n  "
                + "strategyhost new my_idea --template orders") { name, template, folder };
        command.SetAction((arguments, _) => boundary.RunAsync(arguments, () => Run(arguments)));
        return command;
    }

    private int Run(ParseResult arguments)
    {
        string strategy = arguments.GetRequiredValue(name);
        if (!strategy.All(c => char.IsAsciiLetterOrDigit(c) || c == '_') || !(char.IsAsciiLetter(strategy[0]) || strategy[0] == '_'))
            throw new UsageException($"'{strategy}' cannot name a strategy: use letters, digits and _, with a letter first.");
        string from = arguments.GetRequiredValue(template);
        if (!ScriptTemplates.Names.Contains(from))
            throw new UsageException($"There is no template '{from}': there are {string.Join(", ", ScriptTemplates.Names)}.");
        string path = Path.Combine(arguments.GetRequiredValue(folder), strategy + ".csx");
        if (File.Exists(path)) throw new UsageException($"{path} exists already: choose another name.");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, ScriptTemplates.Text(from, strategy));
        EditorFiles.Write(Path.GetDirectoryName(path)!, AppContext.BaseDirectory);
        terminal.Say($"{path} is ready: strategyhost backtest {path}");
        return ExitCode.Done;
    }
}
