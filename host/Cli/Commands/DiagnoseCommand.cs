using System.CommandLine;
using StrategyHost.Cli.Output;
using StrategyHost.Reports.Diagnosis;

namespace StrategyHost.Cli.Commands;

/// <summary><c>diagnose</c>: says what smells about a result.</summary>
internal sealed class DiagnoseCommand(Terminal terminal, ErrorBoundary boundary)
{
    private readonly Argument<string> folder = new("RESULT") { Description = "the folder of a result" };

    public Command Build()
    {
        var command = new Command("diagnose",
            "Say what smells about a result, with evidence and advice.\n\nExample:\n  strategyhost diagnose results/ma_crossover") { folder,
                ErrorBoundary.Json };
        command.SetAction((arguments, _) => boundary.RunAsync(arguments, () => Run(arguments)));
        return command;
    }

    private int Run(ParseResult arguments)
    {
        var smells = Nose.Find(StoredResult.Read(arguments.GetRequiredValue(folder)));
        if (arguments.GetValue(ErrorBoundary.Json))
        {
            terminal.Print(JsonText.Of(smells));
            return ExitCode.Done;
        }

        if (smells.Count == 0) terminal.Print("Nothing smells.");
        foreach (var smell in smells)
        {
            terminal.Print(smell.Name);
            terminal.Print($"  {smell.Evidence}");
            terminal.Print($"  → {smell.Advice}");
        }

        return ExitCode.Done;
    }
}
