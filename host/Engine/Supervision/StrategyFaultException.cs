using System.Diagnostics;
using System.Globalization;

namespace StrategyHost.Engine.Supervision;

/// <summary>A strategy threw an exception, or used more than it may. The inner exception is what it threw.</summary>
public sealed class StrategyFaultException : Exception
{
    private StrategyFaultException(string message, Exception? thrown)
        : base(message, thrown)
    {
    }

    /// <summary>What a handler threw, and when in the run.</summary>
    public static StrategyFaultException In(string handler, DateTime time, Exception thrown) => new(
        string.Create(CultureInfo.InvariantCulture,
            $"{handler} threw {thrown.GetType().Name} at {time:yyyy-MM-ddTHH:mm:ssZ}: {MessageOf(thrown)}"),
        thrown);

    /// <summary>What the strategy threw while it declared what it wants.</summary>
    public static StrategyFaultException InDeclaration(Exception thrown) =>
        new($"The strategy threw {thrown.GetType().Name} while it was set up: {MessageOf(thrown)}", thrown);

    /// <summary>A handler used more than it may.</summary>
    /// <param name="handler">The handler.</param>
    /// <param name="time">When in the run; null when that is not known.</param>
    /// <param name="excess">What it did, such as "has taken more than 5 steps".</param>
    /// <param name="thrown">Where it was then; null when that is not known.</param>
    public static StrategyFaultException OverLimit(string handler, DateTime? time, string excess, Exception? thrown) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{handler} {excess}{(time is { } at ? $"; at {at:yyyy-MM-ddTHH:mm:ssZ}" : "")}"),
            thrown);

    /// <summary>Where in the script it was, as its file and line; null where that is not known.</summary>
    public (string File, int Line)? Script
    {
        get
        {
            if (InnerException is null) return null;
            foreach (var frame in new StackTrace(InnerException, fNeedFileInfo: true).GetFrames())
            {
                bool isScript = frame.GetMethod()?.Module.Assembly.GetName().Name?.StartsWith("Script.", StringComparison.Ordinal) ?? false;
                if (isScript && frame.GetFileName() is { } file) return (file, frame.GetFileLineNumber());
            }

            return null;
        }
    }

    /// <summary>Where in the script it was, as text behind a message; empty where that is not known.</summary>
    internal string Place => Script is var (file, line) ? FormattableString.Invariant($" ({Path.GetFileName(file)}:{line})") : "";

    /// <summary>A script's own exception may fail even to say what it is.</summary>
    private static string MessageOf(Exception thrown)
    {
        try
        {
            return thrown.Message;
        }
        catch (Exception)
        {
            return "its message cannot be read";
        }
    }
}
