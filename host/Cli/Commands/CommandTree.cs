using System.CommandLine;
using System.CommandLine.Parsing;
using StrategyHost.Cli.Commands.Data;
using StrategyHost.Cli.Commands.Results;
using StrategyHost.Cli.Output;
using StrategyHost.Scripting;
using StrategyHost.Scripting.Compilation;

namespace StrategyHost.Cli.Commands;

/// <summary>All commands. What is not one gets a sentence with the nearest that is.</summary>
internal sealed class CommandTree
{
    private readonly Terminal terminal;
    private readonly RootCommand root;
    private readonly Option<string?> within = new("--in")
    {
        Description = "folder to run in (default: the current one): other paths count from there",
        HelpName = "DIR",
        Recursive = true
    };

    /// <summary>The commands.</summary>
    /// <param name="terminal">What they say.</param>
    /// <param name="scriptCache">The folder for compiled scripts.</param>
    public CommandTree(Terminal terminal, string scriptCache)
    {
        this.terminal = terminal;
        var boundary = new ErrorBoundary(terminal);
        var loader = new ScriptLoader(scriptCache, new CompileSettings());
        var session = new SessionCommands(terminal, boundary);
        root = new RootCommand(
            "StrategyHost runs trading strategies that are C# scripts.\n\nExample:\n  strategyhost backtest strategies/ma_crossover.csx")
        {
            new BacktestCommand(terminal, boundary, loader).Build(),
            new LiveCommand(terminal, boundary, loader).Build(),
            new StatusCommand(terminal, boundary, loader).Build(),
            new WhyCommand(terminal, boundary, loader).Build(),
            new ReportCommand(terminal, boundary, loader).Build(),
            new ReplayCommand(terminal, boundary, loader).Build(),
            new ParityCommand(terminal, boundary, loader).Build(),
            new PluginsCommand(terminal, boundary).Build(),
            new SecretsCommand(terminal, boundary).Build(),
            new OrdersCommand(terminal, boundary).Build(),
            new PositionsCommand(terminal, boundary).Build(),
            new ReconcileCommand(terminal, boundary).Build(),
            new StateCommand(terminal, boundary, loader).Build(),
            new LogsCommand(terminal, boundary).Build(),
            new StrategiesCommand(terminal, boundary, loader).Build(),
            new LookaheadCommand(terminal, boundary, loader).Build(),
            new DiagnoseCommand(terminal, boundary).Build(),
            new CheckCommand(terminal, boundary, loader).Build(),
            new NewCommand(terminal, boundary).Build(),
            new IdeCommand(terminal, boundary).Build(),
            DataCommand.Build(terminal, boundary),
            new DoctorCommand(terminal, boundary, loader).Build(),
            new NotifyCommand(terminal, boundary).Build(),
        };
        foreach (var command in session.Build().Concat(new StartStopCommands(terminal, boundary).Build())
            .Concat(new TableCommands(terminal, boundary, loader).Build()))
            root.Subcommands.Add(command);
        root.Options.Add(ErrorBoundary.Verbose);
        root.Options.Add(within);
    }

    public async Task<int> RunAsync(string[] arguments)
    {
        var parsed = root.Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Errors.Count > 0) return Refuse(parsed);
        if (MistypedOption(parsed) is { } option) return Refuse(parsed, Unknown(parsed.CommandResult.Command, option));
        if (parsed.GetValue(within) is { } folder)
        {
            if (!Directory.Exists(folder)) return Refuse(parsed, $"There is no folder {folder} to run in (--in).");
            Directory.SetCurrentDirectory(folder);
        }

        return await parsed.InvokeAsync(new InvocationConfiguration
        {
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = TimeSpan.FromMinutes(1),
            Output = terminal.Output,
            Error = terminal.Error
        });
    }

    private int Refuse(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        return Refuse(parsed, parsed.UnmatchedTokens is [var unknown, ..] ? Unknown(command, unknown) : parsed.Errors[0].Message);
    }

    private int Refuse(ParseResult parsed, string sentence)
    {
        terminal.Fail(sentence);
        terminal.Say($"See '{Path(parsed)} --help'.");
        return ExitCode.Usage;
    }

    /// <summary>An option that is none is taken for one of several arguments; null when there is no such word.</summary>
    private static string? MistypedOption(ParseResult parsed) => parsed.CommandResult.Children.OfType<ArgumentResult>()
        .SelectMany(a => a.Tokens).Select(t => t.Value).FirstOrDefault(v => v.Length > 1 && v.StartsWith('-'));

    private static string Unknown(Command command, string word)
    {
        var candidates = word.StartsWith('-')
            ? command.Options.Select(o => o.Name).Append(ErrorBoundary.Verbose.Name).Append("--in").Append("--help")
            : command.Subcommands.Select(c => c.Name);
        string kind = word.StartsWith('-') ? "option" : command.Subcommands.Count > 0 ? "command" : "argument";
        string nearest = Nearest.To(word, candidates) is { } name ? $": did you mean '{name}'?" : ".";
        return $"There is no {kind} '{word}'{nearest}";
    }

    private static string Path(ParseResult parsed)
    {
        var names = new List<string>();
        for (SymbolResult? at = parsed.CommandResult; at is CommandResult command; at = at.Parent)
            names.Insert(0, command.Command is RootCommand ? "strategyhost" : command.Command.Name);
        return string.Join(' ', names);
    }
}
