namespace StrategyHost.Acceptance.Golden;

/// <summary>A backtest whose orders, fills and final equity were worked out by other engines.</summary>
internal sealed record GoldenCase(string Name, string Data, decimal Cash, decimal FinalEquity, params string[] Options)
{
    public static IReadOnlyList<GoldenCase> All { get; } =
    [
        new("01_sma_cross_long_flat", "SPX.csv", 1_000_000, 1070072.00m),
        new("02_sma_cross_pct_commission", "SPX.csv", 1_000_000, 1360143.133310m, "--commission", "0.1%"),
        new("03_sma_cross_long_short", "SPX.csv", 1_000_000, 998360.5m, "--commission", "0.005/share"),
        new("04_rsi_limit_entry", "SPX.csv", 1_000_000, 1044368.23m),
        new("08_intraday_minute", "SYNA.1m.csv", 100_000, 99897.0m, "--commission", "0.005/share"),
        new("10_slippage_percent", "SPX.csv", 1_000_000, 1046835.693m, "--slippage", "10bps"),
        new("11_cash_rejection", "SPX.csv", 1_000_000, 1619496.82m),
        new("12_scale_in_out", "SPX.csv", 1_000_000, 1029675.0m, "--commission", "0.02/share"),
    ];

    public string Folder => Path.Combine(Processes.Repository.Root, "tests", "Acceptance", "Golden", "Cases", Name);
}
