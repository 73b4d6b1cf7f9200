using Spectre.Console;
using Spectre.Console.Rendering;
using StrategyHost.Data;
using StrategyHost.Data.Csv;

namespace StrategyHost.Cli.Output;

/// <summary>What the program says: results on standard output, everything else on standard error.</summary>
internal sealed class Terminal
{
    private readonly IAnsiConsole output = On(Console.Out, Console.IsOutputRedirected);
    private readonly IAnsiConsole error = On(Console.Error, Console.IsErrorRedirected);

    /// <summary>Whether a person can be asked.</summary>
    public static bool CanAsk => !Console.IsInputRedirected && !Console.IsErrorRedirected;

    /// <summary>Whether a person watches standard error.</summary>
    public static bool IsWatched => !Console.IsErrorRedirected;

    /// <summary>Prints results.</summary>
    public void Print(IRenderable content) => output.Write(content);

    /// <summary>Prints a line of results.</summary>
    public void Print(string line) => output.Profile.Out.Writer.WriteLine(line);

    /// <summary>Says something to the person at the terminal.</summary>
    public void Say(string line) => error.Profile.Out.Writer.WriteLine(line);

    /// <summary>Warns.</summary>
    public void Warn(string line) => error.MarkupLineInterpolated($"[yellow]warning:[/] {line}");

    /// <summary>Says what went wrong.</summary>
    public void Fail(string line) => error.MarkupLineInterpolated($"[red]error:[/] {line}");

    /// <summary>Asks what the times in a file stand for.</summary>
    public BarStamps AskStamps(UnknownStampsException unknown) => error.Prompt(
        new SelectionPrompt<BarStamps>().Title(Markup.Escape($"{unknown.File}: are its times the start or the end of each bar?")).AddChoices(BarStamps.Start, BarStamps.End));

    private static IAnsiConsole On(TextWriter writer, bool isRedirected)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer), Ansi = isRedirected ? AnsiSupport.No : AnsiSupport.Detect });
        if (isRedirected) console.Profile.Width = WidthWithoutTerminal;
        return console;
    }

    /// <summary>Wide enough that sentences in a pipe stay on one line.</summary>
    private const int WidthWithoutTerminal = 4096;
}
