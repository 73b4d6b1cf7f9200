namespace StrategyHost;

/// <summary>Which price triggers a stop. Bars know the last price only.</summary>
public enum TriggerSource
{
    /// <summary>The last traded price.</summary>
    Last,

    /// <summary>The side of the quote that the order would trade at: the ask for a buy, the bid for a sell.</summary>
    BidAsk,

    /// <summary>The middle of the quote.</summary>
    Mid,
}
