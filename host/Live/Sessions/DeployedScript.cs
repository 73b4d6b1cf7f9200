namespace StrategyHost.Live.Sessions;

/// <summary>A script that has been compiled, until it is let go of.</summary>
/// <param name="path">The file.</param>
/// <param name="files">The file and those that it loads, which are in its folder or below.</param>
/// <param name="version">What tells this version from others.</param>
/// <param name="create">Makes a strategy, not attached to a run yet.</param>
/// <param name="owner">What to let go of with it; null for nothing.</param>
public sealed class DeployedScript(string path, IReadOnlyList<string> files, string version, Func<Strategy> create,
    IDisposable? owner = null) : IDisposable
{
    /// <summary>The file.</summary>
    public string Path => path;

    /// <summary>The file and those that it loads.</summary>
    public IReadOnlyList<string> Files => files;

    /// <summary>What tells this version from others.</summary>
    public string Version => version;

    /// <summary>Makes a strategy, not attached to a run yet.</summary>
    public Strategy Create() => create();

    /// <summary>Lets go of its code: it leaves memory once no strategy of it is used any more.</summary>
    public void Dispose() => owner?.Dispose();
}
