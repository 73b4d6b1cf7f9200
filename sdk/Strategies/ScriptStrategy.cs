namespace StrategyHost;

/// <summary>The strategy that a script is: the script's top-level code sees its members, and is what it declares.</summary>
public sealed class ScriptStrategy : Strategy
{
    private readonly Action<ScriptStrategy> topLevelCode;

    /// <summary>A strategy for one run of a script.</summary>
    /// <param name="topLevelCode">Runs the script's top-level code.</param>
    public ScriptStrategy(Action<ScriptStrategy> topLevelCode) => this.topLevelCode = topLevelCode;

    private ScriptStrategy(Func<Strategy> create) => topLevelCode = self => create().Attach(self.Host);

    /// <summary>A strategy that is made when its run begins, so that nothing of it runs before.</summary>
    /// <param name="create">Makes it.</param>
    public static ScriptStrategy Of(Func<Strategy> create) => new(create);

    /// <inheritdoc/>
    protected override void Declare() => topLevelCode(this);
}
