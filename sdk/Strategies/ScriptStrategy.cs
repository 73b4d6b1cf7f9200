namespace StrategyHost;

/// <summary>The strategy that a script is: the script's top-level code sees its members, and is what it declares.</summary>
public sealed class ScriptStrategy : Strategy
{
    private readonly Action<ScriptStrategy> topLevelCode;

    /// <summary>A strategy for one run of a script.</summary>
    /// <param name="topLevelCode">Runs the script's top-level code.</param>
    public ScriptStrategy(Action<ScriptStrategy> topLevelCode) => this.topLevelCode = topLevelCode;

    /// <inheritdoc/>
    protected override void Declare() => topLevelCode(this);
}
