using System.CommandLine;
using System.CommandLine.Parsing;
using StrategyHost.Cli.Commands.Data;
using StrategyHost.Cli.Output;

namespace StrategyHost.Cli.Commands;

/// <summary>All commands. What is not one gets a sentence with the nearest that is.</summary>
internal sealed class CommandTree
{
    private readonly Terminal terminal;
    private readonly RootCommand root;

    public CommandTree(Terminal terminal)
    {
        this.terminal = terminal;
        var boundary = new ErrorBoundary(terminal);
        root = new RootCommand("StrategyHost runs trading strategies that are C# scripts.\n\nExample:\n  strategyhost backtest strategies/ma_crossover.csx")
        {
            new BacktestCommand(terminal, boundary).Build(),
            new StrategiesCommand(terminal, boundary).Build(),
            new LookaheadCommand(terminal, boundary).Build(),
            new DiagnoseCommand(terminal, boundary).Build(),
            new CheckCommand(terminal, boundary).Build(),
            new NewCommand(terminal, boundary).Build(),
            DataCommand.Build(terminal, boundary),
            new DoctorCommand(terminal, boundary).Build(),
        };
        root.Options.Add(ErrorBoundary.Verbose);
    }

    public async Task<int> RunAsync(string[] arguments)
    {
        var parsed = root.Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Errors.Count > 0) return Refuse(parsed);
        return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, Output = terminal.Output, Error = terminal.Error });
    }

    private int Refuse(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        if (parsed.UnmatchedTokens is [var unknown, ..]) terminal.Fail(Unknown(command, unknown));
        else terminal.Fail(parsed.Errors[0].Message);
        terminal.Say($"See '{Path(parsed)} --help'.");
        return ExitCode.Usage;
    }

    private static string Unknown(Command command, string word)
    {
        var candidates = word.StartsWith('-')
            ? command.Options.Select(o => o.Name).Append(ErrorBoundary.Verbose.Name).Append("--help")
            : command.Subcommands.Select(c => c.Name);
        string kind = word.StartsWith('-') ? "option" : command.Subcommands.Count > 0 ? "command" : "argument";
        string nearest = Nearest.To(word, candidates) is { } name ? $": did you mean '{name}'?" : ".";
        return $"There is no {kind} '{word}'{nearest}";
    }

    private static string Path(ParseResult parsed)
    {
        var names = new List<string>();
        for (SymbolResult? at = parsed.CommandResult; at is CommandResult command; at = at.Parent) names.Insert(0, command.Command is RootCommand ? "strategyhost" : command.Command.Name);
        return string.Join(' ', names);
    }
}
