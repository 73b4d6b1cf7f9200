using System.Globalization;
using StrategyHost.Engine.Runs.Live;
using StrategyHost.Live.Deployments;
using StrategyHost.Live.Sessions;
using StrategyHost.Scripting;

namespace StrategyHost.Cli.Commands;

/// <summary>Says what the next start of the host would do with a deployment.</summary>
/// <param name="status">Where it stands.</param>
/// <param name="deployments">The folder of deployments.</param>
/// <param name="defaults">Gives what holds where a deployment's file is silent.</param>
/// <param name="loader">Compiles its script, to see whether it has changed.</param>
internal sealed class NextStart(DeploymentStatus status, string deployments, Func<DeploymentDefaults> defaults, ScriptLoader loader)
{
    /// <summary>The sentence.</summary>
    public string Sentence(CancellationToken cancellation)
    {
        string path = Path.Combine(deployments, status.Deployment + ".json");
        if (!File.Exists(path)) return $"there is no {path} any more: nothing is started";
        if (status.State == "over")
            return string.Create(CultureInfo.InvariantCulture,
                $"begins session {status.Session + 1}, with the deployment as it is now{Armed(path)}");
        var sentences =
            new List<string> { string.Create(CultureInfo.InvariantCulture, $"goes on with session {status.Session}, {Taken()}") };
        if (status.Snapshot.Fault is not null) sentences.Add("the script, which failed, goes on as its file is then");
        if (TermsChange(path) is { } moved) sentences.Add(moved);
        if (ScriptChange(cancellation) is { } change) sentences.Add(change);
        return string.Join("; ", sentences);
    }

    /// <summary>What a start makes of the deployment's file; null where nothing of it matters.</summary>
    private string? TermsChange(string path)
    {
        try
        {
            bool wasArmed = status.Mode == "live" && status.Snapshot.IsArmed;
            var now = DeploymentFile.Read(path, defaults());
            string mode = now.Venue.ToString().ToLowerInvariant();
            if (status.Mode == "live" && (mode != status.Mode || now.Account != status.Account))
                return $"the deployment's file says {mode}{(now.Account is { } account ? $" on the account {account}" : "")} now: it is "
                    + $"disarmed, and trades on as it began only when it is armed again";
            var (taken, left) = status.ChangesIn(now.Terms);
            string?[] sentences =
            [
                taken.Length > 0 ? $"takes {taken}" : null,
                left.Length > 0 ? $"leaves what only a new session takes ({left})" : null,
                !wasArmed ? null : now.StaysArmed ? "it stays armed" : "it is disarmed then",
            ];
            return sentences.OfType<string>().Any() ? string.Join("; ", sentences.OfType<string>()) : null;
        }
        catch (Exception failure) when (failure is DeploymentException or UsageException)
        {
            return $"the deployment's file cannot be used: {failure.Message}";
        }
    }

    /// <summary>What is to be said of a new session that nobody has to arm.</summary>
    private string Armed(string path)
    {
        try
        {
            return DeploymentFile.Read(path, defaults()) switch
            {
                { WaitsForArming: true } => ", once it is armed",
                { Venue: SessionVenue.Live, IsArmedFromStart: true } => ": it is armed from its start",
                _ => "",
            };
        }
        catch (Exception failure) when (failure is DeploymentException or UsageException)
        {
            return $": the deployment's file cannot be used: {failure.Message}";
        }
    }

    private string Taken()
    {
        int positions = status.Snapshot.Positions.Count, orders = status.Snapshot.OpenOrders.Count;
        return positions + orders == 0
            ? "which holds nothing" : string.Create(CultureInfo.InvariantCulture, $"its {positions} positions and {orders} working orders");
    }

    private string? ScriptChange(CancellationToken cancellation)
    {
        if (!File.Exists(status.Script)) return $"{status.Script} is missing: the version that is kept goes on";
        if (status.Figures is not { } figures) return null;
        try
        {
            using var script = loader.Load(status.Script, cancellation);
            return script.Version == figures.Version
                ? null : $"the script has changed, and its new version ({script.Version[..Math.Min(12, script.Version.Length)]}) is taken";
        }
        catch (ScriptException)
        {
            return "the script as it is now does not compile: the version that is kept goes on";
        }
    }
}
