namespace StrategyHost.Engine.Costs.Presets;

/// <summary>
/// What the SEC and FINRA take for sales of US shares, without a broker's commission; as of 2025-12. Section 31 fee: dollars
/// per million of value, rounded up to the cent for an order (SEC fee rate advisories). Trading activity fee: dollars per share up to a
/// most for an order (FINRA By-Laws, Schedule A). Written <c>us-equities</c>.
/// </summary>
public sealed record UsEquityFees : OrderCommission
{
    private const decimal Million = 1_000_000m;

    private static readonly DatedRates PerMillion = new(
        ("2014-03-18", 22.10m), ("2016-02-16", 21.80m), ("2017-07-04", 23.10m), ("2018-05-22", 13.00m), ("2019-04-16", 20.70m),
        ("2020-02-18", 22.10m), ("2021-02-25", 5.10m), ("2022-05-14", 22.90m), ("2023-02-27", 8.00m), ("2024-05-22", 27.80m),
        ("2025-05-14", 0m));

    private static readonly DatedRates PerShare = new(
        ("2004-01-01", 0.000075m), ("2011-07-01", 0.000090m), ("2012-01-01", 0.000119m), ("2022-01-01", 0.000130m),
        ("2023-01-01", 0.000145m), ("2024-01-01", 0.000166m));

    private static readonly DatedRates MostForShares = new(
        ("2004-01-01", 3.75m), ("2011-07-01", 4.50m), ("2012-01-01", 5.95m), ("2022-01-01", 6.49m), ("2023-01-01", 7.27m),
        ("2024-01-01", 8.30m));

    /// <inheritdoc/>
    protected override decimal OfOrder(in Deal latest, decimal quantity, decimal value)
    {
        if (latest.Side == Side.Buy) return 0;
        decimal section31 = Math.Ceiling(value * PerMillion.On(latest.Date) / Million * 100) / 100;
        decimal activity = Math.Min(quantity * PerShare.On(latest.Date), MostForShares.On(latest.Date));
        return section31 + Math.Round(activity, 2, MidpointRounding.AwayFromZero);
    }

    /// <inheritdoc/>
    public override string ToString() => "us-equities";
}
