using System.CommandLine;
using System.Globalization;
using StrategyHost.Cli.Output;
using StrategyHost.Live.Brokers;
using StrategyHost.Plugins.Conformance;
using StrategyHost.Plugins.Loading;
using StrategyHost.Plugins.Secrets;

namespace StrategyHost.Cli.Commands;

/// <summary><c>plugins verify</c>: whether a plugin loads, what it offers, and whether it trades as the host relies on.</summary>
internal sealed class PluginVerification(Terminal terminal, ErrorBoundary boundary, Option<string> folder)
{
    private readonly Argument<string?> id = new("ID")
    {
        Description = "the plugin (default: that of each account)",
        Arity = ArgumentArity.ZeroOrOne
    };
    private readonly Option<string?> orders = new("--orders")
    {
        Description =
            "make real orders in this symbol, to see whether the plugin keeps its promises: on accounts whose money does not matter",
        HelpName = "SYMBOL"
    };
    private readonly Option<string[]> account = new("--account")
    {
        Description = "an account that --orders trades on, =SYMBOL behind it where its symbol is another; several make a table",
        HelpName = "NAME"
    };
    private readonly Option<string> accounts = LiveOptions.Accounts();
    private readonly Option<string> state = LiveOptions.State();
    private readonly Option<decimal> below = new("--below") { Description = "a price far below the market", HelpName = "PRICE" };
    private readonly Option<decimal> above = new("--above") { Description = "a price far above the market", HelpName = "PRICE" };
    private readonly Option<decimal> quantity = new("--quantity")
    {
        Description = "how much each order trades (default: 2)",
        HelpName = "N",
        DefaultValueFactory = _ => 2
    };

    public Command Build()
    {
        var command = new Command(
            "verify",
            "Load a plugin, and say what it offers. With --orders, run the scenarios that a broker plugin must pass.\n\nExample:\n  "
                + "strategyhost plugins verify practice --orders ABC --account main --below 50 --above 200")
        {
            id, folder, orders, account, accounts, state, below, above, quantity,
        };
        command.SetAction((arguments, cancellation) => boundary.RunAsync(arguments, () => RunAsync(arguments, cancellation)));
        return command;
    }

    private async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellation)
    {
        if (arguments.GetValue(orders) is { } symbol) return await TradeAsync(symbol, arguments, cancellation);
        string name =
            arguments.GetValue(id) ?? throw new UsageException("Name a plugin: 'strategyhost plugins list' shows those that there are.");
        await using var plugin = InstalledPlugin.Find(arguments.GetRequiredValue(folder), name).Load();
        var offers = new List<string>();
        if (plugin.MarketData is not null) offers.Add("market data");
        if (plugin.Trading is not null) offers.Add("trading");
        if (plugin.Calendars is not null) offers.Add("calendars");
        if (plugin.Login is not null) offers.Add("a login");
        terminal.Print($"{name} loads, and offers {(offers.Count == 0 ? "nothing before it is connected" : string.Join(", ", offers))}");
        return ExitCode.Done;
    }

    private async Task<int> TradeAsync(string symbol, ParseResult arguments, CancellationToken cancellation)
    {
        if (arguments.GetValue(account) is not { Length: > 0 } named)
            throw new UsageException("--orders needs an account to trade on: add --account main.");
        decimal low = arguments.GetValue(below), high = arguments.GetValue(above);
        if (low <= 0 || high <= low)
            throw new UsageException("--orders needs two prices that the market is far between: add --below 50 --above 200.");
        var targets = named.Select(n => n.Split('=', 2))
            .Select(n => (Account: n[0], Target: TargetOf(n[0], n.Length > 1 ? n[1] : symbol, arguments))).ToList();
        var seen = new Dictionary<string, List<ScenarioResult>>(StringComparer.Ordinal);
        foreach (var (name, target) in targets)
        {
            if (targets.Count > 1) terminal.Say($"{name}:");
            var results = seen[name] = [];
            await foreach (var result in ConformanceSuite.RunAsync(target, cancellation))
            {
                results.Add(result);
                if (targets.Count == 1 || result.Verdict == Verdict.Failed)
                    terminal.Print($"{Mark(result.Verdict),-9} {result.Scenario}{(result.Text.Length > 0 ? $": {result.Text}" : "")}");
            }
        }

        if (targets.Count > 1) terminal.Print(TableOf(seen));
        int failed = seen.Values.Sum(r => r.Count(s => s.Verdict == Verdict.Failed));
        terminal.Print(string.Create(CultureInfo.InvariantCulture,
            $"{seen.Values.Sum(r => r.Count(s => s.Verdict == Verdict.Passed))} passed, {failed} failed"));
        return failed == 0 ? ExitCode.Done : ExitCode.Plugin;
    }

    private static string Mark(Verdict verdict) => verdict switch { Verdict.Passed => "ok", Verdict.Failed => "FAILED", _ => "not asked" };

    /// <summary>Scenarios by accounts.</summary>
    private static Spectre.Console.Table TableOf(Dictionary<string, List<ScenarioResult>> seen)
    {
        var table = Tables.Of(["scenario", .. seen.Keys]);
        foreach (var scenario in seen.Values.SelectMany(r => r).Select(r => r.Scenario).Distinct())
            table.Row([scenario,
                .. seen.Values.Select(r => r.FirstOrDefault(s => s.Scenario == scenario) is { } result ? Mark(result.Verdict) : "")]);
        return table;
    }

    private ConformanceTarget TargetOf(string accountName, string symbol, ParseResult arguments)
    {
        var spec = AccountFile.Read(arguments.GetRequiredValue(accounts), accountName);
        if (arguments.GetValue(id) is { } wanted && spec.Plugin != wanted)
            throw new UsageException($"The account {accountName} is of the plugin {spec.Plugin}, not of {wanted}.");
        var installed = InstalledPlugin.Find(arguments.GetRequiredValue(folder), spec.Plugin);
        var values = new SettingDictionary(installed.Manifest!, spec.ResolvedSettings, accountName,
            new SecretStore(SecretStore.DefaultFolder), Environment.GetEnvironmentVariable, (_, _) => { });
        var settings = installed.Manifest!.Bind(values,
            Path.Combine(BrokerAccounts.StateOf(arguments.GetRequiredValue(state), accountName), "plugin"), terminal.Warn);
        return new ConformanceTarget
        {
            ConnectAsync = token => installed.ConnectAsync(settings, token),
            Symbol = symbol,
            Quantity = arguments.GetValue(quantity),
            FarBelow = arguments.GetValue(below),
            FarAbove = arguments.GetValue(above),
            ClientIdPrefix = "V" + TimeProvider.System.GetUtcNow().ToUnixTimeSeconds().ToString("X", CultureInfo.InvariantCulture),
        };
    }
}
