namespace StrategyHost.Engine.Costs;

/// <summary>Several charges together. Written <c>us-equities+0.005/share:min=1</c>.</summary>
/// <param name="Parts">The charges.</param>
public sealed record SummedCommission(IReadOnlyList<Commission> Parts) : Commission
{
    /// <inheritdoc/>
    public override decimal Of(in Deal deal)
    {
        decimal sum = 0;
        foreach (var part in Parts) sum += part.Of(in deal);
        return sum;
    }

    /// <inheritdoc/>
    public override string ToString() => string.Join('+', Parts);
}
