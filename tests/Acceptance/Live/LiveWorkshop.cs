using System.Text.Json;
using StrategyHost.Acceptance.Processes;

namespace StrategyHost.Acceptance.Live;

/// <summary>A folder with deployments on the sample data.</summary>
internal sealed class LiveWorkshop : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private string plugins = "plugins";

    public string Path => folder.Path;

    /// <summary>What each deployment on an account may use, in the account's currency.</summary>
    public int Cash { get; init; } = 40_000;

    public void Dispose() => folder.Dispose();

    /// <summary>Writes a script and a deployment of it.</summary>
    public void Deploy(string name, string script, double? speed = null)
    {
        folder.Write($"strategies/{name}.csx", script);
        string pace = speed is { } factor ? $", \"speed\": {JsonSerializer.Serialize(factor)}" : "";
        folder.Write($"deployments/{name}.json",
            $$"""{ "script": "strategies/{{name}}.csx", "mode": "paper", "feed": { "replay": {{JsonSerializer.Serialize(Repository.SampleData)}}{{pace}} } }""");
    }

    /// <summary>Writes a script, a deployment of it that trades on an account, and the account, at a broker.</summary>
    public void DeployLive(string name, string script, BrokerProgram broker, string account = "",
        IReadOnlyDictionary<string, string>? parameters = null)
    {
        folder.Write($"strategies/{name}.csx", script);
        string values = JsonSerializer.Serialize(parameters ?? new Dictionary<string, string>());
        folder.Write($"deployments/{name}.json",
            $$"""{ "script": "strategies/{{name}}.csx", "mode": "live", "account": "main", "cash": {{Cash}}, "currency": "{{broker.Kind.Currency}}", "parameters": {{values}}, "feed": { "resolution": "1m" }, "risk": { "max-orders-per-minute": "100000" } }""");
        folder.Write("accounts/main.json",
            $$"""{ "plugin": "{{broker.Kind.Plugin}}", {{account}} "settings": {{JsonSerializer.Serialize(broker.Settings)}} }""");
        plugins = broker.Kind.PluginFolder;
    }

    /// <summary>Starts the host on what is deployed.</summary>
    /// <param name="crashAt">Where it kills itself; null for nowhere.</param>
    public StrategyHostProgram StartLive(string? crashAt = null) => StrategyHostProgram.Start(
        Repository.Program, Path, ["live", "--plugins", plugins],
        crashAt is null ? new Dictionary<string, string>() : new Dictionary<string, string> { ["STRATEGYHOST_CRASH_AT"] = crashAt });

    /// <summary>Starts the host on what is deployed, where no file can grow beyond 300 KB: as on a full disk, writing fails.</summary>
    public StrategyHostProgram StartOnSmallDisk() => StrategyHostProgram.StartShell(
        Path, $"trap '' XFSZ; export DOTNET_EnableWriteXorExecute=0; ulimit -f 300; exec dotnet '{Repository.Program}' live --plugins "
            + $"'{plugins}'");

    public ProcessResult Run(params string[] arguments) => StrategyHostProgram.Run(Path, arguments);

    public StrategyHostProgram Start(params string[] arguments) => StrategyHostProgram.Start(Path, arguments);

    /// <summary>Whether the running host knows of an order or a position, which the broker may not have yet.</summary>
    public bool HasOpen(string name) => new[] { "orders", "positions" }.Any(what => Run(what, name, "--json").Output.Trim() != "[]");

    /// <summary>The hash of the orders in a result folder.</summary>
    public string OrdersHash(string result)
    {
        using var summary = JsonDocument.Parse(File.ReadAllText(folder[result + "/summary.json"]));
        return summary.RootElement.GetProperty("ordersHash").GetString()!;
    }

    /// <summary>Runs a backtest of a script, and gives the hash of its orders.</summary>
    public string Backtest(string name)
    {
        var result = Run("backtest", $"strategies/{name}.csx", "--data", Repository.SampleData, "--out", "backtest");
        Assert.Equal("", result.ExitCode == 0 ? "" : result.Error);
        return OrdersHash("backtest");
    }
}
