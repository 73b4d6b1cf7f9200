using System.CommandLine;
using System.Globalization;
using StrategyHost.Cli.Output;
using StrategyHost.Live.Sessions;
using StrategyHost.Scripting;

namespace StrategyHost.Cli.Commands;

/// <summary><c>parity</c>: compares a recorded session with a backtest of the same hours.</summary>
internal sealed class ParityCommand(Terminal terminal, ErrorBoundary boundary, ScriptLoader loader)
{
    /// <summary>The first difference is what matters: most of the others follow from it.</summary>
    private const int MostShown = 30;
    private readonly Argument<string> deployment = new("NAME") { Description = "the deployment" };
    private readonly Option<long?> session = new("--session") { Description = "which session (default: the latest)", HelpName = "N" };
    private readonly Option<string?> data = new("--data")
    {
        Description = "stored bars to compare with those that the session saw",
        HelpName = "PATH"
    };
    private readonly Option<string> state = LiveOptions.State();

    public Command Build()
    {
        var command = new Command(
            "parity", "Run a backtest over the hours of a recorded session, and show order by order where the two differ, and why: "
                + "data, latency, fill, cost or state.\n\nExample:\n  strategyhost parity trend")
        {
            deployment, session, data, state, ErrorBoundary.Json,
        };
        command.SetAction((arguments, cancellation) => boundary.RunAsync(arguments, () => RunAsync(arguments, cancellation)));
        return command;
    }

    private async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellation)
    {
        using var loaded = new LiveParts(loader, plugins: "", new Redaction(), cancellation);
        var stored = arguments.GetValue(data) is { } path ? loaded.Parts.OpenData(path) : null;
        var verdict = await SessionParity.RunAsync(arguments.GetRequiredValue(deployment), arguments.GetRequiredValue(state),
            arguments.GetValue(session), stored, loaded.Parts, cancellation);
        if (arguments.GetValue(ErrorBoundary.Json))
        {
            terminal.Print(JsonText.Of(verdict));
            return ExitCode.Done;
        }

        var orders = verdict.Differences.Where(d => d.Cause != ParityCause.Data).ToList();
        var bars = verdict.Differences.Where(d => d.Cause == ParityCause.Data).ToList();
        var table = Tables.Of("time", "order", "in the session", "in the backtest", "cause");
        foreach (var one in orders.Take(MostShown))
            table.Row(Time(one.Time), one.Order, one.Session, one.Backtest, one.Cause.ToString().ToLowerInvariant());
        if (orders.Count > 0) terminal.Print(table);
        if (orders.Count > MostShown)
            terminal.Say(string.Create(CultureInfo.InvariantCulture,
                $"the first {MostShown} of {orders.Count:N0} orders that differ; --json has all"));
        if (bars.Count > 0)
            terminal.Print(string.Create(CultureInfo.InvariantCulture,
                $"{bars.Count:N0} bars differ from the stored ones; the first: {bars[0].Order} at {Time(bars[0].Time)}, seen "
                    + $"{bars[0].Session}, stored {bars[0].Backtest}"));
        string causes = string.Join(", ", verdict.Differences.GroupBy(d => d.Cause)
            .Select(g => string.Create(CultureInfo.InvariantCulture, $"{g.Count()} by {g.Key.ToString().ToLowerInvariant()}")));
        terminal.Print(string.Create(
            CultureInfo.InvariantCulture,
            $"session {verdict.Session}: {verdict.Orders:N0} orders made by both, {verdict.Differences.Count:N0} "
                + $"differences{(causes.Length > 0 ? $" ({causes})" : "")}; equity {verdict.SessionEquity:N2} in the session, "
                + $"{verdict.BacktestEquity:N2} in the backtest"));
        return ExitCode.Done;
    }

    private static string Time(DateTime time) => time.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
