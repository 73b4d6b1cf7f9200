namespace StrategyHost;

/// <summary>The terms on which a symbol trades.</summary>
public sealed record Instrument
{
    /// <summary>The name by which scripts, files and logs know it. Compared by ordinal, case matters.</summary>
    public required string Symbol { get; init; }

    /// <summary>Where it trades, or an empty string when that is not known.</summary>
    public string Venue { get; init; } = "";

    /// <summary>What kind of thing it is.</summary>
    public AssetClass AssetClass { get; init; } = AssetClass.Equity;

    /// <summary>The currency of its prices (ISO 4217 code, or the exchange's own for crypto).</summary>
    public string Currency { get; init; } = "USD";

    /// <summary>The smallest step between two prices, in price units; 0 when prices are on no known grid.</summary>
    public decimal TickSize { get; init; }

    /// <summary>The smallest step between two quantities, always above 0.</summary>
    public decimal LotSize { get; init; } = 1m;

    /// <summary>Money per point of price for a quantity of one: 1 for shares, the contract's size for futures.</summary>
    public decimal Multiplier { get; init; } = 1m;

    /// <summary>What an order must be worth at least, in <see cref="Currency"/>; 0 where any value will do.</summary>
    public decimal MinNotional { get; init; }

    /// <summary>How far its price may move from the previous day's close, as a ratio: 0.1 for Chinese main boards; 0 for no
    /// limit.</summary>
    public decimal PriceLimit { get; init; }

    /// <summary>The name of its trading calendar (<c>XNYS</c>, <c>24/7</c>, …), or an empty string when it is not known.</summary>
    public string Calendar { get; init; } = "";
}
