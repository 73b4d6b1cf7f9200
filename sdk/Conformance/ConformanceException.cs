namespace StrategyHost.Plugins.Conformance;

/// <summary>A plugin did not do what a scenario asks. The message says what was seen instead.</summary>
public sealed class ConformanceException : Exception
{
    /// <summary>With what was seen.</summary>
    public ConformanceException(string message)
        : base(message)
    {
    }

    /// <summary>Asserts that something holds.</summary>
    /// <exception cref="ConformanceException">It does not.</exception>
    internal static void Require(bool holds, string otherwise)
    {
        if (!holds) throw new ConformanceException(otherwise);
    }
}
