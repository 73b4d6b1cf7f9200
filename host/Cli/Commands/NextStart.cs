using System.Globalization;
using StrategyHost.Live.Sessions;
using StrategyHost.Scripting;

namespace StrategyHost.Cli.Commands;

/// <summary>Says what the next start of the host would do with a deployment.</summary>
/// <param name="status">Where it stands.</param>
/// <param name="deployments">The folder of deployments.</param>
/// <param name="loader">Compiles its script, to see whether it has changed.</param>
internal sealed class NextStart(DeploymentStatus status, string deployments, ScriptLoader loader)
{
    /// <summary>The sentence.</summary>
    public string Sentence(CancellationToken cancellation)
    {
        string path = Path.Combine(deployments, status.Deployment + ".json");
        if (!File.Exists(path)) return $"there is no {path} any more: nothing is started";
        if (status.State == "over") return string.Create(CultureInfo.InvariantCulture, $"begins session {status.Session + 1}, with the deployment as it is now");
        var sentences = new List<string> { string.Create(CultureInfo.InvariantCulture, $"goes on with session {status.Session}, {Taken()}") };
        if (File.ReadAllText(path) != status.Terms) sentences.Add("the deployment file has changed since, which --fresh takes and a start does not");
        if (ScriptChange(cancellation) is { } change) sentences.Add(change);
        if (status.Mode == "live" && status.Snapshot.IsArmed) sentences.Add(status.StaysArmed ? "it stays armed" : "it is disarmed then");
        return string.Join("; ", sentences);
    }

    private string Taken()
    {
        int positions = status.Snapshot.Positions.Count, orders = status.Snapshot.OpenOrders.Count;
        return positions + orders == 0 ? "which holds nothing" : string.Create(CultureInfo.InvariantCulture, $"its {positions} positions and {orders} working orders");
    }

    private string? ScriptChange(CancellationToken cancellation)
    {
        if (!File.Exists(status.Script)) return $"{status.Script} is missing: the version that is kept goes on";
        if (status.Figures is not { } figures) return null;
        try
        {
            using var script = loader.Load(status.Script, cancellation);
            return script.Version == figures.Version ? null : $"the script has changed, and its new version ({script.Version[..Math.Min(12, script.Version.Length)]}) is taken";
        }
        catch (ScriptException)
        {
            return "the script as it is now does not compile: the version that is kept goes on";
        }
    }
}
