using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using StrategyHost.Acceptance.Processes;
using StrategyHost.Plugins;
using StrategyHost.Plugins.Conformance;
using StrategyHost.Plugins.Loading;

namespace StrategyHost.Acceptance.Live;

/// <summary>A broker's server, run as a process of its own, with a ledger that no host can touch.</summary>
internal sealed class BrokerProgram : IDisposable
{
    private readonly StrategyHostProgram program;
    private readonly HttpClient desk;

    private BrokerProgram(BrokerKind kind, StrategyHostProgram program, string address)
    {
        Kind = kind;
        this.program = program;
        Address = address;
        desk = new HttpClient { BaseAddress = new Uri(address) };
    }

    public BrokerKind Kind { get; }

    public string Address { get; }

    /// <summary>The plugin's settings for this server.</summary>
    public Dictionary<string, string> Settings =>
        Kind.Settings.ToDictionary(s => s.Key, s => string.Format(CultureInfo.InvariantCulture, s.Value, Address));

    /// <summary>The practice broker, on a free port.</summary>
    /// <param name="pace">Milliseconds for a bar.</param>
    public static Task<BrokerProgram> StartAsync(int pace) => StartAsync(BrokerKind.Practice, pace);

    /// <summary>A broker, on a free port.</summary>
    /// <param name="kind">Which.</param>
    /// <param name="pace">Milliseconds for a bar.</param>
    public static async Task<BrokerProgram> StartAsync(BrokerKind kind, int pace)
    {
        string assembly = Path.Combine(Repository.Root, string.Format(CultureInfo.InvariantCulture, kind.Server, Repository.Configuration));
        var program = StrategyHostProgram.Start(assembly, Repository.Root,
            ["--port", "0", "--pace", pace.ToString(CultureInfo.InvariantCulture), .. kind.Arguments], new Dictionary<string, string>());
        string line = await program.FirstLine(TestContext.Current.CancellationToken);
        return new BrokerProgram(kind, program, line[line.IndexOf("http", StringComparison.Ordinal)..]);
    }

    public Task FaultAsync(string kind, int times = 1) => PostAsync($"desk/faults?kind={kind}&times={times}");

    public Task TradeByHandAsync(string symbol, int quantity) => PostAsync($"desk/trade?symbol={symbol}&quantity={quantity}");

    /// <summary>Orders at the practice broker as another program does, to buy at a limit.</summary>
    public async Task OrderByHandAsync(string clientId, string symbol, int quantity, decimal limit)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "orders");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Settings["key"]);
        request.Content = JsonContent.Create(new
        {
            clientId,
            symbol,
            side = "Buy",
            quantity,
            type = "Limit",
            limitPrice = limit,
            stopPrice = (decimal?)null,
            timeInForce = "GoodTillCancelled"
        });
        using var answer = await desk.SendAsync(request, TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();
    }

    public Task CloseAsync() => PostAsync("desk/close");

    public async Task<JsonElement> LedgerAsync() =>
        await desk.GetFromJsonAsync<JsonElement>("desk/ledger", TestContext.Current.CancellationToken);

    public async Task PostAsync(string path)
    {
        using var answer = await desk.PostAsync(new Uri(path, UriKind.Relative), null, TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>The plugin, connected.</summary>
    /// <param name="folder">Where it remembers; null for nowhere.</param>
    /// <param name="warn">Takes what it warns of.</param>
    /// <param name="cancellation">Ends the attempt.</param>
    /// <param name="changes">Settings that are other than usual; null for those that are left out.</param>
    public Task<Plugin> ConnectAsync(string? folder, Action<string> warn, CancellationToken cancellation,
        params (string Name, string? Value)[] changes)
    {
        var values = Settings;
        foreach (var (name, value) in changes)
        {
            if (value is null) values.Remove(name);
            else values[name] = value;
        }

        var installed = InstalledPlugin.Find(Kind.PluginFolder, Kind.Plugin);
        return installed.ConnectAsync(installed.Manifest!.Bind(values, folder, warn), cancellation);
    }

    /// <summary>What the scenarios of the conformance kit trade here.</summary>
    /// <param name="folder">Where the plugin remembers.</param>
    public ConformanceTarget Target(string folder) => new()
    {
        ConnectAsync = cancellation => ConnectAsync(folder, _ => { }, cancellation),
        Symbol = Kind.Symbol,
        FarBelow = 50,
        FarAbove = 200,
        ClientIdPrefix = "C1",
        Faults = new BrokerFaults(this),
    };

    public void Dispose()
    {
        desk.Dispose();
        program.Dispose();
    }
}
