using System.CommandLine;
using System.Globalization;
using StrategyHost.Cli.Output;
using StrategyHost.Engine.Statistics;
using StrategyHost.Live.Sessions;
using StrategyHost.Reports;
using StrategyHost.Reports.Exports;
using StrategyHost.Scripting;

namespace StrategyHost.Cli.Commands.Results;

/// <summary><c>report</c>: what has come of a deployment, in the figures and files of a backtest.</summary>
internal sealed class ReportCommand(Terminal terminal, ErrorBoundary boundary, ScriptLoader loader)
{
    private readonly ResultOptions options = new();
    private readonly Option<string?> folder = new("--out")
    {
        Description = "write the files of a result there: summary.json, orders.csv, fills.csv, trades.csv, equity.csv, rolling.csv",
        HelpName = "DIR"
    };

    public Command Build()
    {
        var command = new Command(
            "report",
            "Show what has come of a deployment so far, while it runs, rests, or is over: the figures of a backtest. All sessions are "
                + "one record; each goes on with what the former left.\n\nExample:\n  strategyhost report trend --from 2026-01-01 --out "
                + "results/trend")
        {
            ErrorBoundary.Json, folder,
        };
        options.AddTo(command);
        command.SetAction((arguments, cancellation) => boundary.RunAsync(arguments, () => RunAsync(arguments, cancellation)));
        return command;
    }

    private async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellation)
    {
        using var parts = new LiveParts(loader, plugins: "", new Redaction(), cancellation);
        var record = await DeploymentRecord.ReadAsync(options.Read(arguments), parts.Parts, cancellation);
        var statistics = RunStatistics.Of(record.Result);
        string hash = ResultFolder.HashOrders(record.Result);
        string summary = SummaryJson.Of(record.Deployment, record.Result, statistics, hash, TimeSpan.Zero);
        if (arguments.GetValue(folder) is { } there) Write(there, record, statistics, summary);
        foreach (var remark in record.Remarks) terminal.Warn(remark);
        if (arguments.GetValue(ErrorBoundary.Json))
        {
            terminal.Print(summary.TrimEnd());
            return ExitCode.Done;
        }

        terminal.Print(ResultTable.Of(record.Deployment, record.Result, statistics));
        if (record.Result.Parts.Count > 1) Print(record);
        return ExitCode.Done;
    }

    private void Write(string there, DeploymentResult record, RunStatistics statistics, string summary)
    {
        try
        {
            if (record.Result.Parts.Count == 0) ResultFolder.WriteTables(there, record.Result);
            else ResultFolder.WriteTables(there, record.Result, new ResultTables([.. record.Sessions.Select(s => (s.Session, s.Result))]));
            ResultFolder.WriteRolling(there, statistics);
            ResultFolder.WriteSummary(there, summary);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"The result cannot be written to {there}: {failure.Message} Name another folder with --out.");
        }

        terminal.Say($"The result is in {there}");
    }

    private void Print(DeploymentResult record)
    {
        var table = Tables.Of("session", "from", "to", ">began with", ">paid in", ">left", ">orders", ">fills");
        foreach (var (part, session) in record.Result.Parts.Zip(record.Sessions))
        {
            table.Row(
                Number(part.Session), Time(part.From), Time(part.To), Money((double)part.InitialCash), Money(part.Deposit),
                Money(part.FinalEquity), Number(session.Result.Orders.Count), Number(session.Result.Fills.Count));
        }

        terminal.Print(table);
    }

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Money(double amount) => amount.ToString("N2", CultureInfo.InvariantCulture);

    private static string Time(DateTime time) => time.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture);
}
