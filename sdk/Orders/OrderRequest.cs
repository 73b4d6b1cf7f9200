namespace StrategyHost;

/// <summary>What a strategy asks for, before it becomes an order.</summary>
public readonly record struct OrderRequest()
{
    /// <summary>The instrument's symbol.</summary>
    public required string Symbol { get; init; }

    /// <summary>Buy or sell.</summary>
    public required Side Side { get; init; }

    /// <summary>How much, in units of the instrument; above zero whatever the side.</summary>
    public required decimal Quantity { get; init; }

    /// <summary>On what terms.</summary>
    public OrderType Type { get; init; } = OrderType.Market;

    /// <summary>The worst price to accept; for orders with a limit only. A trailing stop-limit order sets it itself.</summary>
    public decimal? LimitPrice { get; init; }

    /// <summary>The price that triggers the order; for stop and if-touched orders only. A trailing stop sets it itself.</summary>
    public decimal? StopPrice { get; init; }

    /// <summary>How long it works.</summary>
    public TimeInForce TimeInForce { get; init; }

    /// <summary>How far the stop trails the price; for trailing orders only.</summary>
    public Trail? Trail { get; init; }

    /// <summary>How far beyond the stop the limit of a trailing stop-limit order is, in price units.</summary>
    public decimal? LimitOffset { get; init; }

    /// <summary>Whether the order is rejected rather than take liquidity; for limit orders only.</summary>
    public bool PostOnly { get; init; }

    /// <summary>Whether the order may only make a position smaller. It fills no more than that, and is cancelled when there is nothing left
    /// to reduce.</summary>
    public bool ReduceOnly { get; init; }

    /// <summary>Which price triggers it.</summary>
    public TriggerSource Trigger { get; init; }

    /// <summary>Whether it is for as much as the account's cash can pay for where it cannot pay for all.</summary>
    internal bool FitsCash { get; init; }

    /// <summary>A word of the strategy's own that stays with the order; null for none.</summary>
    public string? Tag { get; init; }
}
