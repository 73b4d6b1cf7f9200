using System.Globalization;

namespace StrategyHost.Engine.Runs;

/// <summary>A strategy threw an exception. The inner exception is what it threw.</summary>
public sealed class StrategyFaultException : Exception
{
    private StrategyFaultException(string message, Exception thrown)
        : base(message, thrown)
    {
    }

    /// <summary>What a handler threw, and when in the run.</summary>
    public static StrategyFaultException In(string handler, DateTime time, Exception thrown) => new(
        string.Create(CultureInfo.InvariantCulture, $"{handler} threw {thrown.GetType().Name} at {time:yyyy-MM-ddTHH:mm:ssZ}: {thrown.Message}"),
        thrown);

    /// <summary>What the strategy threw while it declared what it wants.</summary>
    public static StrategyFaultException InDeclaration(Exception thrown) =>
        new($"The strategy threw {thrown.GetType().Name} while it was set up: {thrown.Message}", thrown);
}
