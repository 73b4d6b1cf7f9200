namespace StrategyHost.Engine.Costs;

/// <summary>Trading costs nothing. Written <c>0</c>.</summary>
public sealed record NoCommission : Commission
{
    /// <inheritdoc/>
    public override decimal Of(in Deal deal) => 0;

    /// <inheritdoc/>
    public override string ToString() => "0";
}
