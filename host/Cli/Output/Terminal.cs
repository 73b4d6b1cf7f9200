using Spectre.Console;
using Spectre.Console.Rendering;
using StrategyHost.Data;
using StrategyHost.Data.Csv;

namespace StrategyHost.Cli.Output;

/// <summary>What the program says: results on standard output, everything else on standard error.</summary>
internal sealed class Terminal
{
    /// <summary>Wide enough that sentences in a pipe stay on one line.</summary>
    private const int WidthWithoutTerminal = 4096;
    private readonly IAnsiConsole output;
    private readonly IAnsiConsole error;

    /// <summary>A terminal on two writers.</summary>
    /// <param name="output">Takes results.</param>
    /// <param name="error">Takes everything else.</param>
    /// <param name="isOutputWatched">Whether results go to a person's screen.</param>
    /// <param name="isErrorWatched">Whether everything else does.</param>
    /// <param name="canAsk">Whether a person can be asked.</param>
    public Terminal(TextWriter output, TextWriter error, bool isOutputWatched, bool isErrorWatched, bool canAsk)
    {
        this.output = On(output, isOutputWatched);
        this.error = On(error, isErrorWatched);
        Output = output;
        Error = error;
        IsWatched = isErrorWatched;
        CanAsk = canAsk;
    }

    /// <summary>Where words come from when no person can be asked.</summary>
    public TextReader Input { get; init; } = TextReader.Null;

    /// <summary>Takes results.</summary>
    public TextWriter Output { get; }

    /// <summary>Takes everything that is not a result.</summary>
    public TextWriter Error { get; }

    /// <summary>Whether a person watches standard error.</summary>
    public bool IsWatched { get; }

    /// <summary>Whether a person can be asked.</summary>
    public bool CanAsk { get; }

    /// <summary>The process's own terminal.</summary>
    public static Terminal OfProcess() => new(
        Console.Out, Console.Error, !Console.IsOutputRedirected, !Console.IsErrorRedirected,
        !Console.IsInputRedirected && !Console.IsErrorRedirected)
    {
        Input = Console.In,
    };

    /// <summary>Prints results.</summary>
    public void Print(IRenderable content) => output.Write(content);

    /// <summary>Prints a line of results.</summary>
    public void Print(string line) => Output.WriteLine(line);

    /// <summary>Shows something to the person at the terminal.</summary>
    public void Say(IRenderable content) => error.Write(content);

    /// <summary>Says something to the person at the terminal.</summary>
    public void Say(string line) => Error.WriteLine(line);

    /// <summary>Begins a new picture: on an empty screen for a person, after an empty line in a pipe.</summary>
    public void ClearScreen()
    {
        if (IsWatched) error.Clear(home: true);
        else Error.WriteLine();
    }

    /// <summary>Warns.</summary>
    public void Warn(string line) => error.MarkupLineInterpolated($"[yellow]warning:[/] {line}");

    /// <summary>Says what went wrong.</summary>
    public void Fail(string line) => error.MarkupLineInterpolated($"[red]error:[/] {line}");

    /// <summary>Asks what the times in a file stand for.</summary>
    public BarStamps AskStamps(UnknownStampsException unknown) => error.Prompt(
        new SelectionPrompt<BarStamps>().Title(Markup.Escape($"{unknown.File}: are its times the start or the end of each bar?"))
            .AddChoices(BarStamps.Start, BarStamps.End));

    /// <summary>Asks for a word that must not be seen: it is not echoed. Without a person it is the next line of standard input; null at
    /// its end.</summary>
    public string? AskHidden(string question) =>
        CanAsk ? error.Prompt(new TextPrompt<string>(Markup.Escape(question)).Secret(null)) : Input.ReadLine();

    /// <summary>Asks for a word. Without a person it is the next line of standard input; null at its end.</summary>
    public string? Ask(string question) => CanAsk ? error.Prompt(new TextPrompt<string>(Markup.Escape(question))) : Input.ReadLine();

    private static IAnsiConsole On(TextWriter writer, bool isWatched)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = isWatched ? AnsiSupport.Detect : AnsiSupport.No
        });
        if (!isWatched) console.Profile.Width = WidthWithoutTerminal;
        return console;
    }
}
