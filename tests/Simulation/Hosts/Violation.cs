using System.Globalization;

namespace StrategyHost.Simulation.Hosts;

/// <summary>Something that must hold, and does not.</summary>
/// <param name="Invariant">What must hold.</param>
/// <param name="Text">How it does not.</param>
/// <param name="At">When that was seen, from the start.</param>
/// <param name="Step">After how many steps of the simulation.</param>
internal sealed record Violation(string Invariant, string Text, TimeSpan At, long Step)
{
    /// <inheritdoc/>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Invariant}: {Text} (at {At:hh\\:mm\\:ss\\.fff}, step {Step})");
}
