using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using StrategyHost.Benchmarks.Suite;
using StrategyHost.Data.Calendars;
using StrategyHost.Engine.Runs;
using StrategyHost.Engine.Runs.Live;
using StrategyHost.Live.Brokers;
using StrategyHost.Live.Deployments;
using StrategyHost.Live.Sessions;
using StrategyHost.Plugins;

namespace StrategyHost.Benchmarks.OrderPath;

/// <summary>
/// How long an order takes from the strategy's handler to the plugin that is given it, durable on the way; and how many orders a session
/// makes
/// durable and sends in a second. The session, journal, gateway and queues are those of the service.
/// </summary>
internal static class OrderPathRun
{
    private const int Settling = 500;

    /// <summary>Measures, and says what was measured.</summary>
    public static async Task RunAsync()
    {
        var (paced, _) = await MeasureAsync(perSecond: 500, orders: 10_000);
        Say("500 orders/s", paced);
        var (_, rate) = await MeasureAsync(perSecond: 0, orders: 20_000);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"as fast as can be: {rate:N0} durable orders/s, one order for each event"));
    }

    private static async Task<(List<double> Milliseconds, double PerSecond)> MeasureAsync(int perSecond, int orders)
    {
        string folder = Workload.Folder($"order-path-{perSecond}");
        Directory.Delete(folder, recursive: true);
        Directory.CreateDirectory(Path.Combine(folder, "accounts"));
        await File.WriteAllTextAsync(Path.Combine(folder, "accounts", "main.json"), """{ "plugin": "flash" }""");
        string script = Path.Combine(folder, "orders.csx");
        await File.WriteAllTextAsync(script, "");
        var made = new ConcurrentDictionary<string, long>();
        var taken = new ConcurrentQueue<(string Id, long At)>();
        var parts = new DeploymentParts(
            path => new DeployedScript(path, [script], "1", () => new Orders()), _ => throw new NotSupportedException(), null,
            _ => (new FlashBroker(perSecond, orders), new PluginSettings(new Dictionary<string, string>())),
            _ => TradingCalendars.Find("24/7"), TimeProvider.System)
        {
            OrderPath = (point, id) =>
            {
                if (point == OrderPathPoint.Made) made[id] = Stopwatch.GetTimestamp();
                else if (point == OrderPathPoint.Sending) taken.Enqueue((id, Stopwatch.GetTimestamp()));
            },
        };
        string state = Path.Combine(folder, "state");
        await using var accounts = new BrokerAccounts(Path.Combine(folder, "accounts"), state, parts, (_, _, _) => { });
        string terms =
            $$"""{ "script": {{System.Text.Json.JsonSerializer.Serialize(script)}}, "mode": "live", "account": "main", "cash": 100000000, "feed": { "resolution": "tick" } }""";
        var run = new DeploymentRun(DeploymentFile.Parse("orders", terms), parts with { Accounts = accounts }, state, new SilentLog());
        Directory.CreateDirectory(Path.Combine(state, "orders", "commands"));
        await File.WriteAllTextAsync(Path.Combine(state, "orders", "commands", $"00000000000000000001-1-{SessionCommand.Arm}-0"), "");
        await run.RunAsync(fresh: null, CancellationToken.None);
        var all = taken.ToList();
        double seconds = Stopwatch.GetElapsedTime(made.Values.Min(), all.Max(t => t.At)).TotalSeconds;
        return ([.. all.Skip(Settling).Select(t => Stopwatch.GetElapsedTime(made[t.Id], t.At).TotalMilliseconds).Order()],
            all.Count / seconds);
    }

    private static void Say(string what, List<double> sorted) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{what}: {sorted.Count:N0} orders, handler to plugin median {sorted[sorted.Count / 2]:0.000} ms, 99 % "
            + $"{sorted[sorted.Count * 99 / 100]:0.000} ms, longest {sorted[^1]:0.0} ms"));

    /// <summary>An order on every trade, far from the market.</summary>
    private sealed class Orders : Strategy
    {
        protected override void Declare() => OnTrade("X", _ => Limit(Side.Buy, "X", 1, 1));
    }
}
