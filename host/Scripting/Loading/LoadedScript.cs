namespace StrategyHost.Scripting.Loading;

/// <summary>
/// A script's assembly in memory, for all who use it: a strategy keeps no state in static fields, so that many can be made of one. It is
/// let go of with the last user. Safe for several threads.
/// </summary>
internal sealed class LoadedScript(ScriptLoadContext context, Func<Strategy> create)
{
    private readonly Lock gate = new();
    private ScriptLoadContext? context = context;
    private Func<Strategy>? create = create;
    private int users = 1;

    /// <summary>Counts one more user.</summary>
    /// <returns>What makes a strategy; null when all others have let go of it.</returns>
    public Func<Strategy>? Use()
    {
        lock (gate)
        {
            if (users > 0) users++;
            return create;
        }
    }

    /// <summary>Counts one user less.</summary>
    /// <returns>Whether it was the last: the assembly leaves memory once none of its strategies is used any more.</returns>
    public bool LetGo()
    {
        lock (gate)
        {
            if (--users > 0) return false;
            context!.Unload();
            context = null;
            create = null;
            return true;
        }
    }

    /// <summary>Tells whether it is still in memory.</summary>
    public WeakReference Trace() => new(context);
}
