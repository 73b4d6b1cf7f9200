namespace StrategyHost.Engine.Tests.Scenes;

/// <summary>A strategy whose declaration is given by the test.</summary>
internal sealed class ScriptedStrategy(Action<ScriptedStrategy> declare) : Strategy
{
    protected override void Declare() => declare(this);
}
