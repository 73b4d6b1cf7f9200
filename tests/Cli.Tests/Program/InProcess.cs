using System.Reflection;
using StrategyHost.Cli.Commands;
using StrategyHost.Cli.Output;

namespace StrategyHost.Cli.Tests.Program;

/// <summary>The program's commands, run within the test's process.</summary>
internal static class InProcess
{
    /// <summary>The source tree.</summary>
    public static string Repository { get; } =
        typeof(InProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(a => a.Key == "Repository").Value!;

    private static string ScriptCache { get; } = Path.Combine(AppContext.BaseDirectory, "script-cache");

    /// <summary>Runs a command as in a pipe.</summary>
    public static async Task<ProgramResult> Run(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();

        // A running host writes its lines by a thread of its own.
        var terminal = new Terminal(output, TextWriter.Synchronized(error), isOutputWatched: false, isErrorWatched: false, canAsk: false);
        int code = await new CommandTree(terminal, ScriptCache).RunAsync(arguments);
        return new ProgramResult(code, output.ToString(), error.ToString());
    }
}
