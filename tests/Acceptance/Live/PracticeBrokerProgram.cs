using System.Net.Http.Json;
using System.Text.Json;
using StrategyHost.Acceptance.Processes;

namespace StrategyHost.Acceptance.Live;

/// <summary>The practice broker, run as a process of its own, with a ledger that no host can touch.</summary>
internal sealed class PracticeBrokerProgram : IDisposable
{
    private readonly StrategyHostProgram program;
    private readonly HttpClient desk;

    private PracticeBrokerProgram(StrategyHostProgram program, string address)
    {
        this.program = program;
        Address = address;
        desk = new HttpClient { BaseAddress = new Uri(address) };
    }

    public static string Plugins => Path.Combine(Repository.Root, "plugins", "Practice", "bin", Repository.Configuration);

    public string Address { get; }

    /// <summary>Starts it on a free port.</summary>
    /// <param name="pace">Milliseconds for a bar.</param>
    public static async Task<PracticeBrokerProgram> StartAsync(int pace)
    {
        string assembly = Path.Combine(Repository.Root, "samples", "PracticeBroker", "bin", Repository.Configuration, "net10.0", "practice-broker.dll");
        var program = StrategyHostProgram.Start(assembly, Repository.Root, ["--port", "0", "--pace", pace.ToString(System.Globalization.CultureInfo.InvariantCulture)], new Dictionary<string, string>());
        string line = await program.FirstLine(TestContext.Current.CancellationToken);
        return new PracticeBrokerProgram(program, line[line.IndexOf("http", StringComparison.Ordinal)..]);
    }

    public Task FaultAsync(string kind, int times = 1) => PostAsync($"desk/faults?kind={kind}&times={times}");

    public Task TradeByHandAsync(string symbol, int quantity) => PostAsync($"desk/trade?symbol={symbol}&quantity={quantity}");

    public Task CloseAsync() => PostAsync("desk/close");

    public async Task<JsonElement> LedgerAsync() => await desk.GetFromJsonAsync<JsonElement>("desk/ledger", TestContext.Current.CancellationToken);

    public void Dispose()
    {
        desk.Dispose();
        program.Dispose();
    }

    private async Task PostAsync(string path)
    {
        using var answer = await desk.PostAsync(new Uri(path, UriKind.Relative), null, TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();
    }
}
