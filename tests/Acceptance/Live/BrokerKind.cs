using StrategyHost.Acceptance.Processes;

namespace StrategyHost.Acceptance.Live;

/// <summary>A broker that can be run on this machine, and the plugin that speaks to it.</summary>
/// <param name="Plugin">The plugin's id.</param>
/// <param name="Folder">The folder of its source.</param>
/// <param name="Server">The server's assembly, from the repository's root; {0} stands for the configuration.</param>
/// <param name="Settings">The plugin's settings; {0} stands for the server's address.</param>
internal sealed record BrokerKind(string Plugin, string Folder, string Server, IReadOnlyDictionary<string, string> Settings)
{
    public static BrokerKind Practice { get; } = new("practice", "Practice", "samples/PracticeBroker/bin/{0}/net10.0/practice-broker.dll",
        new Dictionary<string, string> { ["url"] = "{0}", ["key"] = "practice" });

    /// <summary>The practice broker as one that changes no orders.</summary>
    public static BrokerKind Unchanging { get; } =
        Practice with { Settings = new Dictionary<string, string>(Practice.Settings) { ["changes-orders"] = "false" } };

    public static BrokerKind ETrade { get; } = new(
        "etrade",
        "ETrade",
        "tests/Servers/ETrade/bin/{0}/net10.0/etrade-server.dll",
        new Dictionary<string, string>
        {
            ["host"] = "{0}",
            ["consumer-key"] = "ck",
            ["consumer-secret"] = "cs",
            ["oauth-token"] = "tok/en+1=",
            ["oauth-token-secret"] = "ts/+=",
            ["account-id"] = "84010429",
            ["requests-per-second"] = "1000",
            ["poll-seconds"] = "0.05",
        });

    public static BrokerKind Binance { get; } = Exchange("binance", "spot");

    public static BrokerKind BinanceSwap { get; } = Exchange("binance", "swap");

    public static BrokerKind Okx { get; } = Exchange("okx", "spot");

    public static BrokerKind OkxSwap { get; } = Exchange("okx", "swap");

    public static BrokerKind Bybit { get; } = Exchange("bybit", "spot");

    public static BrokerKind BybitSwap { get; } = Exchange("bybit", "swap");

    /// <summary>A symbol that trades there, around 100.</summary>
    public string Symbol { get; init; } = "ABC";

    /// <summary>The account's currency.</summary>
    public string Currency { get; init; } = "USD";

    /// <summary>Arguments of the server beside port and pace.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    private static BrokerKind Exchange(string name, string market) => new(
        "ccxt",
        "Ccxt",
        "tests/Servers/Exchanges/bin/{0}/net10.0/exchange-servers.dll",
        new Dictionary<string, string>
        {
            ["exchange"] = name,
            ["market"] = market,
            ["api-key"] = "key",
            ["api-secret"] = "sec",
            ["api-password"] = "pass",
            ["url"] = "{0}"
        })
    {
        Currency = "USDT",
        Symbol = market == "spot" ? "ABC/USDT" : "ABC/USDT:USDT",
        Arguments = ["--exchange", name, "--market", market],
    };

    /// <summary>Where the plugin was built.</summary>
    public string PluginFolder => Path.Combine(Repository.Root, "plugins", Folder, "bin", Repository.Configuration);
}
