namespace StrategyHost.Sdk.Tests.Strategies;

/// <summary>A strategy that declares nothing by itself.</summary>
internal sealed class EmptyStrategy : Strategy
{
    public EmptyStrategy(IStrategyContext? host)
    {
        if (host is not null) Attach(host);
    }

    protected override void Declare()
    {
    }
}
