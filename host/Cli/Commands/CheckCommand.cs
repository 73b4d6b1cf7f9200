using System.CommandLine;
using StrategyHost.Cli.Output;
using StrategyHost.Cli.Settings;
using StrategyHost.Scripting;
using StrategyHost.Scripting.Compilation;

namespace StrategyHost.Cli.Commands;

/// <summary><c>check</c>: compiles a script and does nothing else.</summary>
internal sealed class CheckCommand(Terminal terminal, ErrorBoundary boundary, ScriptLoader loader)
{
    private readonly Argument<string[]> scripts = new("SCRIPT")
    {
        Description = "strategies, .csx or .cs files",
        Arity = ArgumentArity.OneOrMore
    };

    public Command Build()
    {
        var command = new Command("check",
            "Compile strategies and show all errors.\n\nExample:\n  strategyhost check strategies/ma_crossover.csx") { scripts };
        command.SetAction((arguments, cancellation) => boundary.RunAsync(arguments, () => Run(arguments, cancellation)));
        return command;
    }

    private int Run(ParseResult arguments, CancellationToken cancellation)
    {
        var trusting = loader.With(new CompileSettings { Trust = HostConfiguration.Read(null).Trust });
        int code = ExitCode.Done;
        foreach (var path in arguments.GetRequiredValue(scripts))
        {
            try
            {
                using var script = trusting.Load(path, cancellation);
                terminal.Say($"{path}: ok");
            }
            catch (ScriptException failure) when (failure.Diagnostics.Count > 0)
            {
                terminal.Say(failure.Message);
                code = ExitCode.Script;
            }
        }

        return code;
    }
}
