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
        var table = new Table { Border = TableBorder.Rounded, Title = new TableTitle(Markup.Escape(TitleOf(strategy, result))) };
        table.AddColumn("return").AddColumn(new TableColumn("").RightAligned());
        table.AddColumn("risk").AddColumn(new TableColumn("").RightAligned());
        table.AddColumn("trades").AddColumn(new TableColumn("").RightAligned());
        var trades = statistics.Trades;
        Row(table, "final equity", Money(result.Equity.Equities[^1], currency), "volatility", Percent(statistics.AnnualVolatility), "round trips", Whole(trades.Count));
        Row(table, "total return", Percent(statistics.TotalReturn), "max drawdown", Percent(Metric.Of(statistics.MaxDrawdown)), "win rate", Percent(trades.WinRate));
        Row(table, "CAGR", Percent(statistics.Cagr), "lasting", string.Create(CultureInfo.InvariantCulture, $"{statistics.MaxDrawdownDays:N0} days"), "profit factor", Ratio(trades.ProfitFactor));
        Row(table, "Sharpe", Ratio(statistics.Sharpe), "VaR 95 %, a day", Percent(statistics.ValueAtRisk95), "expectancy", Money(trades.Expectancy));
        Row(table, "Sortino", Ratio(statistics.Sortino), "exposure", Percent(Metric.Of(statistics.Exposure)), "average win", Money(trades.AverageWin));
        Row(table, "Calmar", Ratio(statistics.Calmar), "turnover, a year", Ratio(statistics.Turnover), "average loss", Money(trades.AverageLoss));
        Row(table, "commission", Money((double)result.Account.Portfolio.Commission, ""), "slippage", Money((double)result.Account.Slippage, ""), "orders / fills", $"{Whole(result.Orders.Count)} / {Whole(result.Fills.Count)}");
        var daily = result.Equity.Daily(result.Calendar).Select(d => d.Equity).ToList();
        return new Rows(table, new Text($"equity {Sparkline.Of(daily, SparklineWidth)}"));
    }

    private static string TitleOf(string strategy, BacktestResult result) => string.Create(
        CultureInfo.InvariantCulture,
        $"{strategy} · {string.Join(", ", result.Instruments.Select(i => i.Symbol))} · {result.Resolution} · {result.From:yyyy-MM-dd} to {result.To:yyyy-MM-dd} · {result.Bars:N0} bars");

    private static void Row(Table table, params string[] cells) => table.AddRow([.. cells.Select(c => new Text(c))]);

    private static string Percent(Metric metric) => metric.Value is { } value ? value.ToString("0.00 %", CultureInfo.InvariantCulture) : "–";

    private static string Ratio(Metric metric) => metric.Value is { } value ? value.ToString("0.00", CultureInfo.InvariantCulture) : "–";

    private static string Money(Metric metric) => metric.Value is { } value ? Money(value, "") : "–";

    private static string Money(double value, string currency) => $"{value.ToString("N2", CultureInfo.InvariantCulture)} {currency}".TrimEnd();

    private static string Whole(int count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
