namespace StrategyHost.Scripting.Watching;

/// <summary>
/// Watches folders, each once for all who want to know: systems give a user few watchers, Linux 128. Where they give no more, nobody is
/// told, and who wants to know has to look. Safe for several threads.
/// </summary>
internal sealed class FolderWatches
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, Watched> folders = new(StringComparer.Ordinal);

    /// <summary>Tells of changes in a folder until what is given back is disposed.</summary>
    /// <param name="folder">The folder, which must be there.</param>
    /// <param name="changed">Is told that something has changed.</param>
    public IDisposable Watch(string folder, Action changed)
    {
        lock (gate)
        {
            if (!folders.TryGetValue(folder, out var watched)) folders[folder] = watched = new Watched(Open(folder));
            if (watched.Users++ == 0 && watched.Watcher is { } watcher) Tell(watcher, () => watched.Changed?.Invoke());
            watched.Changed += changed;
            return new Subscription(() => Leave(folder, watched, changed));
        }
    }

    /// <summary>How many folders are watched.</summary>
    public int Count
    {
        get
        {
            lock (gate) return folders.Count;
        }
    }

    private void Leave(string folder, Watched watched, Action changed)
    {
        lock (gate)
        {
            watched.Changed -= changed;
            if (--watched.Users > 0) return;
            folders.Remove(folder);
        }

        watched.Watcher?.Dispose();
    }

    private static FileSystemWatcher? Open(string folder)
    {
        var watcher = new FileSystemWatcher(folder)
        {
            NotifyFilter = NotifyFilters.LastWrite | NotifyFilters.FileName | NotifyFilters.Size | NotifyFilters.CreationTime
        };
        try
        {
            watcher.EnableRaisingEvents = true;
            return watcher;
        }
        catch (IOException)
        {
            watcher.Dispose();
            return null; // The system gives no more of them.
        }
    }

    private static void Tell(FileSystemWatcher watcher, Action changed)
    {
        watcher.Changed += (_, _) => changed();
        watcher.Created += (_, _) => changed();
        watcher.Deleted += (_, _) => changed();
        watcher.Renamed += (_, _) => changed();
    }

    private sealed class Watched(FileSystemWatcher? watcher)
    {
        public FileSystemWatcher? Watcher => watcher;

        public int Users { get; set; }

        public Action? Changed { get; set; }
    }

    private sealed class Subscription(Action leave) : IDisposable
    {
        private Action? leave = leave;

        public void Dispose() => Interlocked.Exchange(ref leave, null)?.Invoke();
    }
}
