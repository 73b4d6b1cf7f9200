using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;
using StrategyHost.Engine.Runs;
using StrategyHost.Engine.Statistics;

namespace StrategyHost.Cli.Output;

/// <summary>What a person wants to see of a run.</summary>
internal static class ResultTable
{
    private const int SparklineWidth = 60;

    public static IRenderable Of(string strategy, BacktestResult result, RunStatistics statistics)
    {
        string currency = result.Settings.Currency;
        var table = Tables.Of("return", ">", "risk", ">", "trades", ">");
        table.Title = new TableTitle(Markup.Escape(TitleOf(strategy, result)));
        var trades = statistics.Trades;
        table.Row("final equity", Money(result.Equity.Latest.Equity, currency), "volatility", Percent(statistics.AnnualVolatility),
            "round trips", Whole(trades.Count));
        table.Row("total return", Percent(statistics.TotalReturn), "max drawdown", Percent(Metric.Of(statistics.MaxDrawdown)), "win rate",
            Percent(trades.WinRate));
        table.Row("CAGR", Percent(statistics.Cagr), "lasting",
            string.Create(CultureInfo.InvariantCulture, $"{statistics.MaxDrawdownDays:N0} days"), "profit factor",
            Ratio(trades.ProfitFactor));
        table.Row("Sharpe", Ratio(statistics.Sharpe), "VaR 95 %, a day", Percent(statistics.ValueAtRisk95), "expectancy",
            Money(trades.Expectancy));
        table.Row("Sortino", Ratio(statistics.Sortino), "exposure", Percent(Metric.Of(statistics.Exposure)), "average win",
            Money(trades.AverageWin));
        table.Row("Calmar", Ratio(statistics.Calmar), "turnover, a year", Ratio(statistics.Turnover), "average loss",
            Money(trades.AverageLoss));
        table.Row("commission", Money((double)result.Totals.Commission, ""), "slippage", Money((double)result.Totals.Slippage, ""),
            "orders / fills", $"{Whole(result.Orders.Count)} / {Whole(result.Fills.Count)}");
        var daily = result.Equity.Days.Select(d => d.Equity).ToList();
        var settings = result.Settings;
        return new Rows([
            table,
            new Text($"equity {Sparkline.Of(daily, SparklineWidth)}"),
            .. statistics.Benchmark is { } benchmark ? [new Text(Comparison(benchmark))] : Array.Empty<Text>(),
            new Text($"fills {settings.Fills}; commission {settings.Commission}; slippage {settings.Slippage}; {Periods(result)} a year"),
        ]);
    }

    private static string Periods(BacktestResult result)
    {
        var resolution = result.Resolution;
        string period = resolution.Months > 0 ? $"periods of {resolution}" : resolution == Resolution.Week ? "weeks" : "days";
        return string.Create(CultureInfo.InvariantCulture, $"{result.PeriodsPerYear} {period}");
    }

    private static string Comparison(BenchmarkStatistics with) => string.Create(
        CultureInfo.InvariantCulture,
        $"against {with.Symbol} over {with.Days:N0} days: its return {Percent(with.TotalReturn)}; alpha {Percent(with.Alpha)} a year, "
            + $"beta {Ratio(with.Beta)}, correlation {Ratio(with.Correlation)}, tracking error {Percent(with.TrackingError)}, "
            + $"information ratio {Ratio(with.InformationRatio)}");

    private static string TitleOf(string strategy, BacktestResult result) => string.Create(
        CultureInfo.InvariantCulture,
        $"{strategy} · {string.Join(", ", result.Instruments.Select(i => i.Symbol))} · {result.Resolution} · {result.From:yyyy-MM-dd} "
            + $"to {result.To:yyyy-MM-dd} · {result.Bars:N0} bars");

    private static string Percent(Metric metric) =>
        metric.Value is { } value ? value.ToString("0.00 %", CultureInfo.InvariantCulture) : "–";

    private static string Ratio(Metric metric) => metric.Value is { } value ? value.ToString("0.00", CultureInfo.InvariantCulture) : "–";

    private static string Money(Metric metric) => metric.Value is { } value ? Money(value, "") : "–";

    private static string Money(double value, string currency) =>
        $"{value.ToString("N2", CultureInfo.InvariantCulture)} {currency}".TrimEnd();

    private static string Whole(int count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
