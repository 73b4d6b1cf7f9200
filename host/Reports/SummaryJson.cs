using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using StrategyHost.Engine.Runs;
using StrategyHost.Engine.Statistics;

namespace StrategyHost.Reports;

/// <summary>
/// <c>summary.json</c>: what a run was and what came of it. Ratios are plain numbers, money is in the account's currency,
/// times are ISO 8601 in UTC. A figure that is not defined is null, and <c>undefined</c> says why. <c>run</c> is last and holds all
/// that differs between two runs of the same.
/// </summary>
public static class SummaryJson
{
    private static readonly JsonWriterOptions Layout = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping
    };

    /// <summary>The document.</summary>
    /// <param name="strategy">The strategy's name.</param>
    /// <param name="result">What came of the run.</param>
    /// <param name="statistics">Its figures.</param>
    /// <param name="ordersHash">What <see cref="ResultFolder.HashOrders"/> says.</param>
    /// <param name="elapsed">How long the run took.</param>
    public static string Of(string strategy, BacktestResult result, RunStatistics statistics, string ordersHash, TimeSpan elapsed)
    {
        using var memory = new MemoryStream();
        using (var json = new Utf8JsonWriter(memory, Layout))
        {
            json.WriteStartObject();
            WriteRun(json, strategy, result);
            var undefined = new List<(string Name, string Reason)>();
            WriteReturns(new MetricWriter(json, undefined), statistics);
            WriteTrades(new MetricWriter(json, undefined), statistics.Trades);
            WriteCosts(json, result, statistics, new MetricWriter(json, undefined));
            WriteBenchmark(new MetricWriter(json, undefined), statistics.Benchmark);
            WritePeriods(json, "yearlyReturns", statistics.YearlyReturns, undefined);
            WritePeriods(json, "monthlyReturns", statistics.MonthlyReturns, undefined);
            WriteDrawdowns(json, statistics.WorstDrawdowns);
            WriteUndefined(json, undefined);
            WriteBooks(json, result);
            WriteBreaches(json, result);
            WriteParts(json, result);
            json.WriteString("ordersHash", ordersHash);
            WritePace(json, result, elapsed);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(memory.GetBuffer(), 0, (int)memory.Length) + "\n";
    }

    private static void WriteRun(Utf8JsonWriter json, string strategy, BacktestResult result)
    {
        json.WriteString("strategy", strategy);
        json.WriteStartObject("parameters");
        foreach (var (parameter, value) in result.Parameters)
        {
            json.WritePropertyName(parameter.Name);
            JsonSerializer.Serialize(json, value, value.GetType());
        }

        json.WriteEndObject();
        WriteRanges(json, result);
        json.WriteStartArray("symbols");
        foreach (var instrument in result.Instruments) json.WriteStringValue(instrument.Symbol);
        json.WriteEndArray();
        json.WriteString("resolution", result.Resolution.ToString());
        json.WriteString("from", IsoTime.Of(result.From));
        json.WriteString("to", IsoTime.Of(result.To));
        json.WriteString("dataFrom", IsoTime.Of(result.Data.From));
        json.WriteString("dataTo", IsoTime.Of(result.Data.To));
        json.WriteNumber("bars", result.Bars);
        json.WriteString("currency", result.Settings.Currency);
        json.WriteString("fillModel", result.Settings.Fills.ToString());
        json.WriteString("commissionModel", result.Settings.Commission.ToString());
        json.WriteString("slippageModel", result.Settings.Slippage.ToString());
        json.WriteNumber("initialCash", result.Settings.Cash);
        json.WriteNumber("finalCash", result.Totals.Cash);
        json.WriteNumber("finalEquity", result.Equity.Latest.Equity);
        if (result.Equity.RuinedAt is { } ruinedAt) json.WriteString("ruinedAt", IsoTime.Of(ruinedAt));
    }

    /// <summary>All that differs between two runs of the same.</summary>
    private static void WritePace(Utf8JsonWriter json, BacktestResult result, TimeSpan elapsed)
    {
        json.WriteStartObject("run");
        json.WriteNumber("elapsedSeconds", Math.Round(elapsed.TotalSeconds, 6));
        json.WriteNumber("eventsPerSecond", Math.Round(result.Bars / Math.Max(elapsed.TotalSeconds, 1e-9)));
        json.WriteEndObject();
    }

    private static void WriteRanges(Utf8JsonWriter json, BacktestResult result)
    {
        json.WriteStartObject("parameterRanges");
        foreach (var (parameter, _) in result.Parameters.Where(p => p.Parameter is { Minimum: not null, Maximum: not null }))
        {
            json.WriteStartArray(parameter.Name);
            json.WriteNumberValue(parameter.Minimum!.Value);
            json.WriteNumberValue(parameter.Maximum!.Value);
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void WriteReturns(MetricWriter metrics, RunStatistics statistics)
    {
        metrics.Json.WriteString("convention", JsonNamingPolicy.CamelCase.ConvertName(statistics.Convention.ToString()));
        metrics.Json.WriteNumber("periodsPerYear", statistics.PeriodsPerYear);
        metrics.Write("totalReturn", statistics.TotalReturn);
        metrics.Write("cagr", statistics.Cagr);
        metrics.Write("annualVolatility", statistics.AnnualVolatility);
        metrics.Write("sharpe", statistics.Sharpe);
        metrics.Write("sharpeAutocorrelated", statistics.SharpeAutocorrelated);
        metrics.Write("probabilisticSharpe", statistics.ProbabilisticSharpe);
        metrics.Write("sortino", statistics.Sortino);
        metrics.Write("calmar", statistics.Calmar);
        metrics.Write("omega", statistics.Omega);
        metrics.Json.WriteNumber("maxDrawdown", statistics.MaxDrawdown);
        metrics.Json.WriteNumber("maxDrawdownDays", statistics.MaxDrawdownDays);
        metrics.Write("valueAtRisk95", statistics.ValueAtRisk95);
        metrics.Write("valueAtRisk95Parametric", statistics.ValueAtRisk95Parametric);
    }

    private static void WriteTrades(MetricWriter metrics, TradeStatistics trades)
    {
        metrics.Json.WriteNumber("trades", trades.Count);
        metrics.Write("winRate", trades.WinRate);
        metrics.Write("profitFactor", trades.ProfitFactor);
        metrics.Write("expectancy", trades.Expectancy);
        metrics.Write("averageWin", trades.AverageWin);
        metrics.Write("averageLoss", trades.AverageLoss);
    }

    private static void WriteCosts(Utf8JsonWriter json, BacktestResult result, RunStatistics statistics, MetricWriter metrics)
    {
        json.WriteNumber("commission", result.Totals.Commission);
        json.WriteNumber("slippage", result.Totals.Slippage);
        json.WriteNumber("financing", result.Totals.Financing);
        json.WriteNumber("dividends", result.Totals.Dividends);
        json.WriteNumber("openProfit", result.OpenProfit);
        json.WriteNumber("exposure", statistics.Exposure);
        metrics.Write("turnover", statistics.Turnover);
        json.WriteNumber("orders", result.Orders.Count);
        json.WriteNumber("denied", result.Orders.Count(o => o.Status == OrderStatus.Denied));
        json.WriteNumber("rejected", result.Orders.Count(o => o.Status == OrderStatus.Rejected));
        json.WriteNumber("fills", result.Fills.Count);
        json.WriteNumber("largestVolumeShare", result.LargestVolumeShare);
        json.WriteString("noTrades", NothingTraded.Of(result));
    }

    private static void WriteBenchmark(MetricWriter metrics, BenchmarkStatistics? benchmark)
    {
        if (benchmark is null) return;
        metrics.Json.WriteString("benchmark", benchmark.Symbol);
        metrics.Json.WriteNumber("benchmarkDays", benchmark.Days);
        metrics.Write("benchmarkReturn", benchmark.TotalReturn);
        metrics.Write("alpha", benchmark.Alpha);
        metrics.Write("beta", benchmark.Beta);
        metrics.Write("correlation", benchmark.Correlation);
        metrics.Write("trackingError", benchmark.TrackingError);
        metrics.Write("informationRatio", benchmark.InformationRatio);
    }

    private static void WritePeriods(Utf8JsonWriter json, string name, IReadOnlyList<PeriodReturn> periods,
        List<(string Name, string Reason)> undefined)
    {
        var ofPeriods = new List<(string Name, string Reason)>();
        json.WriteStartObject(name);
        foreach (var period in periods) new MetricWriter(json, ofPeriods).Write(period.Period, period.Return);
        json.WriteEndObject();
        undefined.AddRange(ofPeriods.Select(p => ($"{name}.{p.Name}", p.Reason)));
    }

    private static void WriteDrawdowns(Utf8JsonWriter json, IReadOnlyList<DrawdownEpisode> episodes)
    {
        json.WriteStartArray("worstDrawdowns");
        foreach (var episode in episodes)
        {
            json.WriteStartObject();
            json.WriteString("peak", IsoTime.Of(episode.Peak));
            json.WriteString("trough", IsoTime.Of(episode.Trough));
            json.WriteString("recovery", IsoTime.Of(episode.Recovery));
            json.WriteNumber("depth", episode.Depth);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteUndefined(Utf8JsonWriter json, List<(string Name, string Reason)> undefined)
    {
        json.WriteStartObject("undefined");
        foreach (var (name, reason) in undefined) json.WriteString(name, reason);
        json.WriteEndObject();
    }

    /// <summary>What each of several strategies owns; nothing for one that has the account for itself.</summary>
    private static void WriteBooks(Utf8JsonWriter json, BacktestResult result)
    {
        if (result.Books.Count < 2) return;
        json.WriteStartArray("books");
        foreach (var book in result.Books)
        {
            json.WriteStartObject();
            json.WriteString("strategy", book.Name);
            json.WriteNumber("initialCash", book.Portfolio.InitialCash);
            json.WriteNumber("finalCash", book.Portfolio.Cash);
            json.WriteNumber("finalEquity", book.Portfolio.Equity);
            json.WriteNumber("commission", book.Portfolio.Commission);
            json.WriteStartObject("positions");
            foreach (var position in book.Portfolio.Positions) json.WriteNumber(position.Symbol, position.Quantity);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteBreaches(Utf8JsonWriter json, BacktestResult result)
    {
        json.WriteStartArray("breaches");
        foreach (var breach in result.Breaches) json.WriteStringValue(breach.Message);
        json.WriteEndArray();
    }

    /// <summary>The sessions that a record is put together from; nothing for one run.</summary>
    private static void WriteParts(Utf8JsonWriter json, BacktestResult result)
    {
        if (result.Parts.Count == 0) return;
        json.WriteStartArray("sessions");
        foreach (var part in result.Parts)
        {
            json.WriteStartObject();
            json.WriteNumber("session", part.Session);
            json.WriteString("from", IsoTime.Of(part.From));
            json.WriteString("to", IsoTime.Of(part.To));
            json.WriteNumber("initialCash", part.InitialCash);
            json.WriteNumber("finalEquity", part.FinalEquity);
            json.WriteNumber("deposit", part.Deposit);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private sealed class MetricWriter(Utf8JsonWriter json, List<(string Name, string Reason)> undefined)
    {
        public Utf8JsonWriter Json => json;

        public void Write(string name, Metric metric)
        {
            if (metric.Value is { } value)
            {
                json.WriteNumber(name, value);
                return;
            }

            json.WriteNull(name);
            undefined.Add((name, metric.Reason!));
        }
    }
}
