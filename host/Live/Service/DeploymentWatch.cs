using Microsoft.Extensions.Hosting;
using StrategyHost.Engine.Runs.Live;
using StrategyHost.Live.Deployments;

namespace StrategyHost.Live.Service;

/// <summary>
/// Watches the folder of deployments: looks at its files once a second, and acts on what two looks in a row have found the same, as editors
/// write in several steps. A file that is new is started, or offered; one that has changed is handed to its deployment, where that runs;
/// one that is gone stops its deployment in the way that it said itself; one that cannot be used is named, and what runs goes on.
/// </summary>
/// <param name="parts">What the host is put together from.</param>
/// <param name="service">Runs the deployments.</param>
internal sealed class DeploymentWatch(LiveHostParts parts, DeploymentService service) : BackgroundService
{
    /// <summary>How long it is between two looks.</summary>
    public static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);
    private readonly WatchedFolder watched = parts.Watched!;
    private readonly Dictionary<string, StopMode> onRemove = new(StringComparer.Ordinal);
    private Dictionary<string, FileStamp> seen = new(StringComparer.Ordinal);
    private readonly Dictionary<string, FileStamp> known = new(StringComparer.Ordinal);

    /// <summary>Looks once, and acts on what is the same as at the look before.</summary>
    /// <param name="isFirst">Whether the host has just begun with what the folder has.</param>
    internal void Look(bool isFirst)
    {
        var before = seen;
        seen = Stamps();
        if (isFirst) before = seen;
        foreach (var (path, stamp) in seen)
        {
            if (!before.TryGetValue(path, out var earlier) || earlier != stamp) continue;
            bool isNew = !known.TryGetValue(path, out var last);
            if (!isNew && last == stamp) continue;
            known[path] = stamp;
            Take(path, isNew && !isFirst, isFirst);
        }

        foreach (var path in known.Keys.Where(p => !seen.ContainsKey(p) && !before.ContainsKey(p)).ToList())
        {
            known.Remove(path);
            Remove(path);
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(BetweenLooks, parts.Clock);
        Look(isFirst: true);
        while (await timer.WaitForNextTickAsync(stoppingToken)) Look(isFirst: false);
    }

    private Dictionary<string, FileStamp> Stamps()
    {
        // A folder that is moved, or not mounted for a while, says nothing about its files.
        if (!Directory.Exists(watched.Path)) return seen;
        try
        {
            return DeploymentFile.In(watched.Path).Select(p => (Path: p, Info: new FileInfo(p))).Where(f => f.Info.Exists)
                .ToDictionary(f => f.Path, f => new FileStamp(f.Info.LastWriteTimeUtc, f.Info.Length), StringComparer.Ordinal);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // What cannot be looked at is not gone: the next look will tell.
            return seen;
        }
    }

    /// <summary>Takes a file that is new or has changed.</summary>
    private void Take(string path, bool isNew, bool isFirst)
    {
        string name = Path.GetFileNameWithoutExtension(path);
        bool? isRunning = service.IsRunning(name);
        Deployment deployment;
        try
        {
            deployment = watched.Read(path);
        }
        catch (DeploymentException broken)
        {
            if (!isFirst)
                watched.Tell(name, true,
                    $"{broken.Message.TrimEnd('.')}. {(isRunning == true ? $"{name} goes on as it was" : "Nothing is started")}.");
            return;
        }

        onRemove[name] = deployment.OnRemove;
        if (isRunning == true) service.Change(name, deployment);
        else if (!isFirst) Offer(deployment, path, isNew);
    }

    /// <summary>Starts a deployment that does not run, where nobody has stopped it and no order of it can go to a broker before somebody
    /// arms it; otherwise says how it is started.</summary>
    private void Offer(Deployment deployment, string path, bool isNew)
    {
        string name = deployment.Name;
        string what = isNew ? "is new" : "has changed";
        if (!watched.StartsNew || service.IsStopped(name))
        {
            watched.Tell(name, false, $"{path} {what}: 'strategyhost start {name}' starts it");
            return;
        }

        if (deployment is { Venue: SessionVenue.Live, IsArmedFromStart: true, WaitsForArming: false })
        {
            watched.Tell(name, true,
                $"{path} {what}, and its sessions are armed from their start: 'strategyhost start {name}' starts it");
            return;
        }

        watched.Tell(name, false, $"{path} {what}: it is started");
        try
        {
            service.Start(name);
        }
        catch (DeploymentException)
        {
            // Somebody has started it meanwhile, or the host ends.
        }
    }

    /// <summary>Stops the deployment of a file that is gone.</summary>
    private void Remove(string path)
    {
        string name = Path.GetFileNameWithoutExtension(path);
        onRemove.Remove(name, out var mode);
        if (service.IsRunning(name) != true) return;
        string how = mode switch
        {
            StopMode.Cancel => "its orders are cancelled, and it stops",
            StopMode.Flatten => "its positions are closed, and it stops",
            _ => "it stops, and its session rests",
        };
        watched.Tell(name, true, $"{path} is gone: {how} (\"onRemove\" in the file said so, or nothing)");
        try
        {
            service.Stop(name, mode);
        }
        catch (DeploymentException)
        {
            // It has ended by itself meanwhile.
        }
    }

    private readonly record struct FileStamp(DateTime Written, long Length);
}
