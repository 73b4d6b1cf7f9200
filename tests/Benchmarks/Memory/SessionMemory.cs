using System.Globalization;
using StrategyHost.Benchmarks.OrderPath;
using StrategyHost.Benchmarks.Suite;
using StrategyHost.Data.Calendars;
using StrategyHost.Engine.Runs;
using StrategyHost.Engine.Runs.Live;
using StrategyHost.Live.Brokers;
using StrategyHost.Live.Deployments;
using StrategyHost.Live.Sessions;
using StrategyHost.Plugins;

namespace StrategyHost.Benchmarks.Memory;

/// <summary>
/// What a session keeps in memory of the orders that it has made: an order for each trade that is shown, as fast as they are taken. On
/// paper each order fills, and every second one closes a round trip; live each is ended by its broker at once. The session, its journal and
/// its account are those of the service.
/// </summary>
internal static class SessionMemory
{
    private static readonly int[] Marks = [1_000, 100_000, 250_000, 500_000, 1_000_000, 2_000_000];

    /// <summary>Measures, and says what was measured.</summary>
    /// <param name="orders">How many orders are made.</param>
    /// <param name="isLive">Whether they go to a broker.</param>
    public static async Task RunAsync(int orders, bool isLive)
    {
        string folder = Workload.Folder($"memory-{(isLive ? "live" : "paper")}");
        Directory.Delete(folder, recursive: true);
        Directory.CreateDirectory(Path.Combine(folder, "accounts"));
        await File.WriteAllTextAsync(Path.Combine(folder, "accounts", "main.json"), """{ "plugin": "flash", "staleAfter": 86400 }""");
        string script = Path.Combine(folder, "orders.csx");
        await File.WriteAllTextAsync(script, "");
        var parts = new DeploymentParts(
            path => new DeployedScript(path, [script], "1", () => isLive ? new Bidder(orders) : new Turner(orders)),
            _ => throw new NotSupportedException(), null,
            _ => (new FlashBroker(0, orders + 1), new PluginSettings(new Dictionary<string, string>())),
            _ => TradingCalendars.Find("24/7"), TimeProvider.System);
        string state = Path.Combine(folder, "state");
        await using var accounts = new BrokerAccounts(Path.Combine(folder, "accounts"), state, parts, (_, _, _) => { });
        string place = isLive ? "\"mode\": \"live\", \"account\": \"main\"" : "\"mode\": \"paper\"";
        string feed = isLive ? "" : "\"plugin\": \"flash\", ";
        string terms = $$"""
            {
              "script": {{System.Text.Json.JsonSerializer.Serialize(script)}}, {{place}}, "cash": 100000000,
              "feed": { {{feed}}"resolution": "tick", "staleAfter": 86400 }
            }
            """;
        var run = new DeploymentRun(DeploymentFile.Parse("orders", terms), parts with { Accounts = accounts }, state, new SilentLog());
        Directory.CreateDirectory(Path.Combine(state, "orders", "commands"));
        if (isLive)
            await File.WriteAllTextAsync(Path.Combine(state, "orders", "commands", $"00000000000000000001-1-{SessionCommand.Arm}-0"), "");
        using var stop = new CancellationTokenSource();
        Tally.Done = stop.Cancel;
        await run.RunAsync(fresh: null, stop.Token);
    }

    /// <summary>Counts orders as they are made, and says at each mark what is in memory then.</summary>
    private sealed class Tally(int all)
    {
        private static readonly long Before = GC.GetTotalMemory(forceFullCollection: true);
        private int made;

        /// <summary>Ends the session, once all orders are made.</summary>
        public static Action Done { get; set; } = () => { };

        public void Count()
        {
            made++;
            if (Array.IndexOf(Marks, made) >= 0)
            {
                double heap = (GC.GetTotalMemory(forceFullCollection: true) - Before) / 1e6;
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"{made,9:N0} orders: {heap,7:N1} MB of objects, working set {Environment.WorkingSet / 1e6,6:N0} MB, ")
                        + string.Create(CultureInfo.InvariantCulture, $"{heap * 1e6 / made,6:N0} bytes an order"));
            }

            if (made == all) Done();
        }
    }

    /// <summary>Buys and sells in turn, at the market.</summary>
    private sealed class Turner(int all) : Strategy
    {
        private readonly Tally tally = new(all);

        protected override void Declare() => OnTrade("X", _ =>
        {
            if (Position("X").IsFlat) Buy("X", 1);
            else Sell("X", 1);
            tally.Count();
        });
    }

    /// <summary>Bids at each trade.</summary>
    private sealed class Bidder(int all) : Strategy
    {
        private readonly Tally tally = new(all);

        protected override void Declare() => OnTrade("X", _ =>
        {
            Limit(Side.Buy, "X", 1, 1);
            tally.Count();
        });
    }
}
