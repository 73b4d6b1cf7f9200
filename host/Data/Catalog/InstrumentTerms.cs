using StrategyHost.Data.Csv;

namespace StrategyHost.Data.Catalog;

/// <summary>What an <c>instruments.json</c> says about a symbol and its CSV files; null where it is silent.</summary>
public sealed record InstrumentTerms
{
    /// <summary>A satoshi: what ledgers and exchanges count bitcoin in, and fine enough for other crypto assets.</summary>
    private const decimal CryptoLot = 0.00000001m;

    /// <summary>Where it trades.</summary>
    public string? Venue { get; init; }

    /// <summary>What kind of thing it is.</summary>
    public AssetClass? AssetClass { get; init; }

    /// <summary>The currency of its prices.</summary>
    public string? Currency { get; init; }

    /// <summary>The smallest step between prices, in price units.</summary>
    public decimal? TickSize { get; init; }

    /// <summary>The smallest step between quantities; where it is not said, 1, and a hundred-millionth for crypto.</summary>
    public decimal? LotSize { get; init; }

    /// <summary>Money per point of price.</summary>
    public decimal? Multiplier { get; init; }

    /// <summary>What an order must be worth at least.</summary>
    public decimal? MinNotional { get; init; }

    /// <summary>How far its price may move from the previous day's close, as a ratio.</summary>
    public decimal? PriceLimit { get; init; }

    /// <summary>The name of its trading calendar.</summary>
    public string? Calendar { get; init; }

    /// <summary>The IANA name of the time zone of its CSV files.</summary>
    public string? Zone { get; init; }

    /// <summary>What the times in its CSV files stand for.</summary>
    public BarStamps? Stamps { get; init; }

    /// <summary>Whether prices in its CSV files may be zero and below.</summary>
    public bool? AllowNegativePrice { get; init; }

    /// <summary>The instrument on these terms.</summary>
    /// <param name="symbol">Its symbol.</param>
    /// <param name="currency">Its currency where the terms name none.</param>
    /// <exception cref="DataException">A number is out of range.</exception>
    public Instrument ToInstrument(string symbol, string currency)
    {
        if (TickSize < 0) throw new DataException($"{symbol}: the tick size {TickSize} is below zero.");
        if (LotSize <= 0) throw new DataException($"{symbol}: the lot size {LotSize} is not above zero.");
        if (PriceLimit is < 0 or >= 1) throw new DataException($"{symbol}: the price limit {PriceLimit} is not a ratio from 0 to below 1.");
        if (MinNotional < 0) throw new DataException($"{symbol}: the smallest order value {MinNotional} is below zero.");
        if (Multiplier <= 0) throw new DataException($"{symbol}: the multiplier {Multiplier} is not above zero.");
        var plain = new Instrument { Symbol = symbol };
        return plain with
        {
            Venue = Venue ?? plain.Venue,
            AssetClass = AssetClass ?? plain.AssetClass,
            Currency = Currency ?? currency,
            TickSize = TickSize ?? plain.TickSize,
            LotSize = LotSize ?? (AssetClass == StrategyHost.AssetClass.Crypto ? CryptoLot : plain.LotSize),
            Multiplier = Multiplier ?? plain.Multiplier,
            MinNotional = MinNotional ?? plain.MinNotional,
            PriceLimit = PriceLimit ?? plain.PriceLimit,
            Calendar = Calendar ?? plain.Calendar,
        };
    }
}
