using System.CommandLine;
using System.Diagnostics;
using System.Text.Json;
using StrategyHost.Cli.Output;
using StrategyHost.Data;
using StrategyHost.Engine.Supervision;
using StrategyHost.Live.Deployments;
using StrategyHost.Live.Journaling;
using StrategyHost.Plugins;
using StrategyHost.Plugins.Loading;
using StrategyHost.Plugins.Secrets;
using StrategyHost.Scripting;

namespace StrategyHost.Cli.Commands;

/// <summary>Turns what goes wrong in a command into a sentence and an exit code.</summary>
internal sealed class ErrorBoundary(Terminal terminal)
{
    /// <summary>Shows stack traces.</summary>
    public static Option<bool> Verbose { get; } = new("--verbose")
    {
        Description = "show where in the program an error came from",
        Recursive = true
    };

    /// <summary>Prints one JSON document on standard output and nothing else there.</summary>
    public static Option<bool> Json { get; } = new("--json") { Description = "print one JSON document on standard output" };

    /// <summary>Runs a command's body on a thread of its own, so that Ctrl+C is heard meanwhile.</summary>
    public Task<int> RunAsync(ParseResult arguments, Func<int> body) => Task.Run(() => Run(arguments, body), CancellationToken.None);

    /// <summary>Runs a command whose body waits for something.</summary>
    /// <param name="arguments">What the command was given.</param>
    /// <param name="body">The body.</param>
    /// <param name="failed">Is told what went wrong; null for nobody.</param>
    /// <param name="about">Whose body it is, where there are several; null where that is clear.</param>
    public async Task<int> RunAsync(ParseResult arguments, Func<Task<int>> body, Action<Exception, string>? failed = null,
        string? about = null)
    {
        try
        {
            return await body().ConfigureAwait(false);
        }
        catch (Exception failure) when (!Debugger.IsAttached)
        {
            failed?.Invoke(failure, MessageOf(failure));
            return Report(arguments, failure, about);
        }
    }

    /// <summary>Runs a body.</summary>
    /// <returns>Its exit code, or that of what went wrong.</returns>
    public int Run(ParseResult arguments, Func<int> body)
    {
        try
        {
            return body();
        }
        catch (Exception failure) when (!Debugger.IsAttached)
        {
            return Report(arguments, failure);
        }
    }

    private int Report(ParseResult arguments, Exception failure, string? about = null)
    {
        int code = CodeOf(failure);
        string message = about is null || BeginsWith(MessageOf(failure), about) ? MessageOf(failure) : $"{about}: {MessageOf(failure)}";
        if (failure is ScriptException { Diagnostics.Count: > 0 }) terminal.Say(message);
        else terminal.Fail(message);
        if (arguments.GetValue(Verbose)) SayTrace(failure);
        if (arguments.CommandResult.Command.Options.Contains(Json) && arguments.GetValue(Json))
            terminal.Print(JsonSerializer.Serialize(new Dictionary<string, object> { ["error"] = message, ["exitCode"] = code }));
        return code;
    }

    /// <summary>Whether a message begins with a name, as a word of its own.</summary>
    private static bool BeginsWith(string message, string name) => message.StartsWith(name, StringComparison.Ordinal)
        && (message.Length == name.Length || message[name.Length] is ' ' or ':' or ',');

    /// <summary>Where each exception came from. An exception of a script is not asked to describe itself: it might not come back.</summary>
    private void SayTrace(Exception failure)
    {
        for (var at = failure; at is not null; at = at.InnerException)
            terminal.Say($"{at.GetType()}\n{new StackTrace(at, fNeedFileInfo: true)}");
    }

    private static int CodeOf(Exception failure) => failure switch
    {
        UsageException or SetupException or DeploymentException or SecretException or FormatException => ExitCode.Usage,
        IOException or UnauthorizedAccessException => ExitCode.Usage,
        ScriptException { Diagnostics.Count: 0 } => ExitCode.Usage,
        ScriptException => ExitCode.Script,
        DataException => ExitCode.Data,
        PluginException or BrokerException => ExitCode.Plugin,
        _ => ExitCode.RunFailed,
    };

    private static string MessageOf(Exception failure) => failure switch
    {
        StrategyFaultException fault => fault.Message + ScriptLine(fault),
        UsageException or SetupException or DeploymentException or FormatException or ScriptException or DataException or JournalException
            or PluginException or BrokerException or SecretException => failure.Message,
        IOException or UnauthorizedAccessException => failure.Message,
        OperationCanceledException => "The run was stopped.",
        OutOfMemoryException => "There is not enough memory for this.",
        _ => $"This should not happen ({failure.GetType().Name}: {failure.Message}). Run it with --verbose and report what that shows.",
    };

    /// <summary>A path as the user would write it.</summary>
    private static string Shown(string file)
    {
        string relative = Path.GetRelativePath(Environment.CurrentDirectory, file);
        return relative.StartsWith("..", StringComparison.Ordinal) ? file : relative;
    }

    /// <summary>Where in the script the strategy threw.</summary>
    private static string ScriptLine(StrategyFaultException fault) =>
        fault.Script is var (file, line) ? FormattableString.Invariant($" ({Shown(file)}:{line})") : "";
}
