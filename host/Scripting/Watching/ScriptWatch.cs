namespace StrategyHost.Scripting.Watching;

/// <summary>
/// Compiles a script anew whenever it, or a file that it loads, is saved. Editors save in several steps, or write a new file
/// and rename it, so the folders are watched rather than the files, and a short calm is awaited; what then has the same
/// content as before is no change. Everything is told on one thread of the pool, one thing after the other.
/// </summary>
public sealed class ScriptWatch : IDisposable
{
    private static readonly TimeSpan Calm = TimeSpan.FromMilliseconds(40);
    private static readonly TimeSpan Looking = TimeSpan.FromSeconds(2);
    private readonly ScriptLoader loader;
    private readonly string path;
    private readonly Action<CompiledScript> changed;
    private readonly Action<ScriptException> failed;
    private readonly ITimer timer;
    private readonly Lock gate = new();
    private readonly Dictionary<string, IDisposable> folders = new(StringComparer.Ordinal);
    private IReadOnlyList<string> files;
    private string version;
    private bool isDisposed;

    /// <summary>Begins to watch.</summary>
    /// <param name="loader">Compiles.</param>
    /// <param name="script">The script as it is now.</param>
    /// <param name="changed">Takes each new version; it is the taker's to dispose.</param>
    /// <param name="failed">Takes the errors of a version that cannot be used.</param>
    /// <param name="clock">What measures the calm.</param>
    public ScriptWatch(ScriptLoader loader, CompiledScript script, Action<CompiledScript> changed, Action<ScriptException> failed,
        TimeProvider clock)
        : this(loader, script.Path, script.Files, changed, failed, clock)
    {
    }

    /// <summary>Begins to watch a file, and tells of the version that it has now as if it had just been saved.</summary>
    /// <inheritdoc cref="ScriptWatch(ScriptLoader, CompiledScript, Action{CompiledScript}, Action{ScriptException}, TimeProvider)"/>
    /// <param name="path">The script's file.</param>
    public ScriptWatch(ScriptLoader loader, string path, Action<CompiledScript> changed, Action<ScriptException> failed, TimeProvider clock)
        : this(loader, path, [Path.GetFullPath(path)], changed, failed, clock)
    {
        lock (gate)
        {
            Compile();
            WatchFolders();
        }
    }

    private ScriptWatch(ScriptLoader loader, string path, IReadOnlyList<string> files, Action<CompiledScript> changed,
        Action<ScriptException> failed, TimeProvider clock)
    {
        this.loader = loader;
        this.changed = changed;
        this.failed = failed;
        this.path = path;
        this.files = files;
        version = ScriptVersion.Of(files);

        // Not every file system tells of changes, so there is a look now and then as well.
        timer = clock.CreateTimer(_ => Look(), null, Looking, Looking);
        WatchFolders();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (gate)
        {
            isDisposed = true;
            timer.Dispose();
            foreach (var folder in folders.Values) folder.Dispose();
        }
    }

    private void WatchFolders()
    {
        foreach (var folder in files.Select(f => Path.GetDirectoryName(f)!).Distinct()
            .Where(f => !folders.ContainsKey(f) && Directory.Exists(f)))
        {
            folders[folder] = loader.Folders.Watch(folder, AwaitCalm);
        }
    }

    private void AwaitCalm()
    {
        lock (gate)
        {
            if (!isDisposed) timer.Change(Calm, Looking);
        }
    }

    private void Look()
    {
        lock (gate)
        {
            // A file that is just being replaced may be missing for a moment: the next look will find it.
            if (isDisposed || !File.Exists(path)) return;
            string now = ScriptVersion.Of(files);
            if (now == version) return;
            version = now;
            Compile();
            WatchFolders();
        }
    }

    private void Compile()
    {
        try
        {
            var script = loader.Load(path, CancellationToken.None);
            files = script.Files;
            version = ScriptVersion.Of(files);
            changed(script);
        }
        catch (ScriptException error)
        {
            // A file that the script has begun to load may be what is wrong.
            files = [.. files.Union(error.Diagnostics.Select(d => Path.GetFullPath(d.File)))];
            version = ScriptVersion.Of(files);
            failed(error);
        }
    }
}
