using System.CommandLine;
using System.Globalization;
using StrategyHost.Cli.Output;
using StrategyHost.Live.Brokers;
using StrategyHost.Plugins;
using StrategyHost.Plugins.Conformance;
using StrategyHost.Plugins.Loading;
using StrategyHost.Plugins.Secrets;

namespace StrategyHost.Cli.Commands;

/// <summary><c>plugins verify</c>: whether a plugin loads, what it offers, and whether it trades as the host relies on.</summary>
internal sealed class PluginVerification(Terminal terminal, ErrorBoundary boundary, Option<string> folder)
{
    private readonly Argument<string> id = new("ID") { Description = "the plugin" };
    private readonly Option<string?> orders = new("--orders") { Description = "make real orders in this symbol on an account, to see whether the plugin keeps its promises: one whose money does not matter", HelpName = "SYMBOL" };
    private readonly Option<string?> account = new("--account") { Description = "the account that --orders trades on", HelpName = "NAME" };
    private readonly Option<string> accounts = LiveOptions.Accounts();
    private readonly Option<string> state = LiveOptions.State();
    private readonly Option<decimal> below = new("--below") { Description = "a price far below the market", HelpName = "PRICE" };
    private readonly Option<decimal> above = new("--above") { Description = "a price far above the market", HelpName = "PRICE" };
    private readonly Option<decimal> quantity = new("--quantity") { Description = "how much each order trades (default: 2)", HelpName = "N", DefaultValueFactory = _ => 2 };

    public Command Build()
    {
        var command = new Command(
            "verify",
            "Load a plugin, and say what it offers. With --orders, run the scenarios that a broker plugin must pass.\n\nExample:\n  strategyhost plugins verify practice --orders ABC --account main --below 50 --above 200")
        {
            id, folder, orders, account, accounts, state, below, above, quantity,
        };
        command.SetAction((arguments, cancellation) => boundary.RunAsync(arguments, () => RunAsync(arguments, cancellation)));
        return command;
    }

    private async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellation)
    {
        string name = arguments.GetRequiredValue(id);
        var installed = InstalledPlugin.Find(arguments.GetRequiredValue(folder), name);
        if (arguments.GetValue(orders) is { } symbol) return await TradeAsync(installed, symbol, arguments, cancellation);
        await using var plugin = installed.Load();
        var offers = new List<string>();
        if (plugin.MarketData is not null) offers.Add("market data");
        if (plugin.Trading is not null) offers.Add("trading");
        if (plugin.Calendars is not null) offers.Add("calendars");
        terminal.Print($"{name} loads, and offers {(offers.Count == 0 ? "nothing before it is connected" : string.Join(", ", offers))}");
        return ExitCode.Done;
    }

    private async Task<int> TradeAsync(InstalledPlugin installed, string symbol, ParseResult arguments, CancellationToken cancellation)
    {
        if (arguments.GetValue(account) is not { } accountName) throw new UsageException("--orders needs an account to trade on: add --account main.");
        decimal low = arguments.GetValue(below), high = arguments.GetValue(above);
        if (low <= 0 || high <= low) throw new UsageException("--orders needs two prices that the market is far between: add --below 50 --above 200.");
        var spec = AccountFile.Read(arguments.GetRequiredValue(accounts), accountName);
        if (spec.Plugin != installed.Name) throw new UsageException($"The account {accountName} is of the plugin {spec.Plugin}, not of {installed.Name}.");
        var values = new SettingDictionary(installed.Manifest!, spec.ResolvedSettings, accountName, new SecretStore(SecretStore.DefaultFolder), Environment.GetEnvironmentVariable, _ => { });
        var settings = installed.Manifest!.Bind(values, Path.Combine(BrokerAccounts.StateOf(arguments.GetRequiredValue(state), accountName), "plugin"), terminal.Warn);
        var target = new ConformanceTarget
        {
            ConnectAsync = token => ConnectAsync(installed, settings, token),
            Symbol = symbol,
            Quantity = arguments.GetValue(quantity),
            FarBelow = low,
            FarAbove = high,
            ClientIdPrefix = "V" + TimeProvider.System.GetUtcNow().ToUnixTimeSeconds().ToString("X", CultureInfo.InvariantCulture),
        };
        int failed = 0, passed = 0;
        await foreach (var result in ConformanceSuite.RunAsync(target, cancellation))
        {
            failed += result.Verdict == Verdict.Failed ? 1 : 0;
            passed += result.Verdict == Verdict.Passed ? 1 : 0;
            string mark = result.Verdict switch { Verdict.Passed => "ok      ", Verdict.Failed => "FAILED  ", _ => "not asked" };
            terminal.Print($"{mark} {result.Scenario}{(result.Text.Length > 0 ? $": {result.Text}" : "")}");
        }

        terminal.Print(string.Create(CultureInfo.InvariantCulture, $"{passed} passed, {failed} failed"));
        return failed == 0 ? ExitCode.Done : ExitCode.Plugin;
    }

    private static async Task<Plugin> ConnectAsync(InstalledPlugin installed, PluginSettings settings, CancellationToken cancellation)
    {
        var plugin = installed.Load();
        await plugin.ConnectAsync(settings, cancellation);
        return plugin;
    }
}
