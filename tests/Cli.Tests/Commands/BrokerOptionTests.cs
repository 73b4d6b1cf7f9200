using StrategyHost.Cli.Tests.Program;

namespace StrategyHost.Cli.Tests.Commands;

/// <summary>A backtest that refuses what a broker would refuse.</summary>
public sealed class BrokerOptionTests : IDisposable
{
    private static readonly string Plugins = Path.Combine(InProcess.Repository, "plugins");
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private Task<ProgramResult> Run(params string[] options)
    {
        string data = folder.Write("X.csv",
            "time,open,high,low,close,volume\n2024-01-01,100,100,100,100,9\n2024-01-02,101,101,101,101,9\n2024-01-03,102,102,102,102,9\n");
        string script = folder.Write("touch.csx", """OnBar("X", bar => MarketIfTouched(Side.Buy, "X", 1, 50));""");
        return InProcess.Run(["backtest", script, "--data", data, "--out", folder["out"], "--plugins", Plugins, "--accounts",
            folder["accounts"], .. options]);
    }

    private async Task<string> Orders() => await File.ReadAllTextAsync(folder["out/orders.csv"], TestContext.Current.CancellationToken);

    [Fact]
    public async Task Without_a_broker_every_order_is_taken()
    {
        var result = await Run();
        Assert.Equal(0, result.ExitCode);
        Assert.DoesNotContain("Unsupported", await Orders(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plugin_s_refusals_hold_and_are_given_as_the_session_gives_them()
    {
        var result = await Run("--broker", "etrade");
        Assert.Contains("orders are refused as etrade would refuse them: it takes Market, Limit, Stop, StopLimit, TrailingStop; ",
            result.Error, StringComparison.Ordinal);
        Assert.Contains("warning: risk denied 3 of 3 orders (Unsupported 3)", result.Error, StringComparison.Ordinal);
        Assert.Contains("the broker takes no MarketIfTouched orders, it takes Market, Limit, Stop, StopLimit, TrailingStop", await Orders(),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_account_s_settings_count_and_no_secret_is_asked_for()
    {
        folder.Write("accounts/late.json",
            """{ "plugin": "etrade", "settings": { "session": "extended", "account-id": "1", "oauth-token": "env:NOWHERE" } }""");
        Assert.Contains("orders are refused as late would refuse them: it takes Limit; ", (await Run("--broker", "late")).Error,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_configuration_can_name_the_broker_and_the_command_line_goes_before_it()
    {
        string config = folder.Write("settings.json", """{ "broker": "etrade" }""");
        Assert.Contains("as etrade would", (await Run("--config", config)).Error, StringComparison.Ordinal);
        Assert.Contains("as practice would", (await Run("--config", config, "--broker", "practice")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_is_none_is_answered_with_those_that_there_are()
    {
        folder.Write("accounts/main.json", """{ "plugin": "etrade" }""");
        var result = await Run("--broker", "etrad");
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(
            $"--broker: there is no account and no plugin 'etrad': {folder["accounts"]} has main, and {Plugins} has ccxt, etrade, "
                + $"practice.", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plugin_that_needs_a_setting_asks_for_an_account()
    {
        var result = await Run("--broker", "ccxt");
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("the setting exchange, such as binance, okx or bybit. Name an account that has it.", result.Error,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lookahead_takes_a_broker_too() =>
        Assert.Equal(2,
            (await InProcess.Run("lookahead", folder.Write("idle.csx", "OnBar(\"X\", bar => { });"), "--broker", "nobody")).ExitCode);
}
