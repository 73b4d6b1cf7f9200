using System.CommandLine;
using System.Globalization;
using StrategyHost.Cli.Output;
using StrategyHost.Live.Sessions;
using StrategyHost.Reports.Exports;
using StrategyHost.Reports.Tables;
using StrategyHost.Scripting;

namespace StrategyHost.Cli.Commands.Results;

/// <summary><c>trades</c>, <c>fills</c>, <c>equity</c> and <c>bars</c>: the tables of a deployment's results, for people or in a format for
/// programs.</summary>
internal sealed class TableCommands(Terminal terminal, ErrorBoundary boundary, ScriptLoader loader)
{
    private const string Columns = "symbol,start,end,open,high,low,close,volume,bid,bid_size,ask,ask_size,session";
    private readonly ResultOptions options = new();
    private readonly TableOutput output = new(terminal);

    public IEnumerable<Command> Build()
    {
        yield return Build("trades",
            "Show what a deployment has opened and closed again, while it runs, rests, or is over: the trades.csv of a backtest.",
            (all, one) => one is null ? all.Trades : ExportTable.Of(s => TradesTable.Write(s, one.RoundTrips, OrderNames.Of(one))));
        yield return Build("fills", "Show every execution of a deployment: the fills.csv of a backtest.",
            (all, one) => one is null ? all.Fills : ExportTable.Of(s => FillsTable.Write(s, one.Fills, OrderNames.Of(one))));
        yield return Build("equity",
            "Show what a deployment's account was worth after each event: the equity.csv of a backtest. Sessions are one curve.",
            record => ExportTable.Of(s => EquityTable.Write(s, record.Result.Equity)));
        yield return Command("bars", "Show the bars, or ticks, that a deployment was shown. The last columns are of quotes.",
            (arguments, cancellation) => output.WriteAsync(arguments, BarsOf(options.Read(arguments)), cancellation));
    }

    /// <summary>A table of one session alone is that of a backtest; of several, each row says which one it is of.</summary>
    private Command Build(string name, string about, Func<ResultTables, Engine.Runs.BacktestResult?, ExportTable> tableOf) => Build(
        name, about, record => tableOf(new ResultTables([.. record.Sessions.Select(s => (s.Session, s.Result))]),
            record.IsOneSession ? record.Sessions[0].Result : null));

    private Command Build(string name, string about, Func<DeploymentResult, ExportTable> tableOf) =>
        Command(name, about, async (arguments, cancellation) =>
    {
        using var parts = new LiveParts(loader, plugins: "", new Redaction(), cancellation);
        var record = await DeploymentRecord.ReadAsync(options.Read(arguments), parts.Parts, cancellation);
        foreach (var remark in record.Remarks) terminal.Warn(remark);
        return await output.WriteAsync(arguments, tableOf(record), cancellation);
    });

    private Command Command(string name, string about, Func<ParseResult, CancellationToken, Task<int>> run)
    {
        var command = new Command(name, $"{about}\n\nExample:\n  strategyhost {name} trend --csv --out {name}.csv");
        options.AddTo(command);
        output.AddTo(command);
        command.SetAction((arguments, cancellation) => boundary.RunAsync(arguments, () => run(arguments, cancellation)));
        return command;
    }

    private static ExportTable BarsOf(ResultQuery query)
    {
        static string Number(double number) => double.IsNaN(number) ? "" : number.ToString("R", CultureInfo.InvariantCulture);
        var rows = DeploymentRecord.Bars(query).Select(b => new { b.Session, b.Bar.Symbol, b.Bar.Bar, b.Bar.Quote }).Select(b => (string[])
        [
            b.Symbol, Reports.IsoTime.Of(b.Bar.Start), Reports.IsoTime.Of(b.Bar.End), Number(b.Bar.Open), Number(b.Bar.High),
            Number(b.Bar.Low), Number(b.Bar.Close), Number(b.Bar.Volume),
            .. b.Quote is { } q ? (string[])[Number(q.Bid), Number(q.BidSize), Number(q.Ask), Number(q.AskSize)] : ["", "", "", ""],
            b.Session.ToString(CultureInfo.InvariantCulture),
        ]);
        return ExportTable.Of(Columns.Split(','), [.. rows]);
    }
}
