namespace StrategyHost;

/// <summary>What only some orders have.</summary>
internal sealed class OrderTerms
{
    public decimal? LimitPrice { get; set; }

    public decimal? StopPrice { get; set; }

    public Trail? Trail { get; set; }

    public decimal? LimitOffset { get; set; }

    public long? ParentId { get; set; }

    public long? GroupId { get; set; }
}
