using System.Reflection;
using System.Runtime.ExceptionServices;
using StrategyHost.Scripting.Caching;
using StrategyHost.Scripting.Compilation;
using StrategyHost.Scripting.Loading;

namespace StrategyHost.Scripting;

/// <summary>A script that has been compiled and loaded. It makes as many strategies as are wanted, one for each run.</summary>
public sealed class CompiledScript : IDisposable
{
    private const string FactoryName = "<Factory>";
    private readonly LoadedScript loaded;
    private readonly Func<Strategy> create;
    private bool isDisposed;

    private CompiledScript(ScriptSource source, ScriptImage image, bool isFromCache, LoadedScript loaded, Func<Strategy> create)
    {
        Name = source.Name;
        IsFromCache = isFromCache;
        Path = source.Path;
        Files = [System.IO.Path.GetFullPath(source.Path), .. image.Loaded.Select(l => l.Path)];
        Version = VersionOf(source, image.Loaded);
        LoadsNothing = image.LoadsNothing;
        this.loaded = loaded;
        this.create = create;
    }

    /// <summary>A copy of a script that loads nothing: it uses the same assembly.</summary>
    private CompiledScript(ScriptSource source, LoadedScript loaded, Func<Strategy> create)
    {
        Name = source.Name;
        IsFromCache = true;
        Path = source.Path;
        Files = [System.IO.Path.GetFullPath(source.Path)];
        Version = VersionOf(source, []);
        LoadsNothing = true;
        this.loaded = loaded;
        this.create = create;
    }

    /// <summary>The strategy's name: the file's, without its ending.</summary>
    public string Name { get; }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>The files that it is made of: the script, and those that it loads.</summary>
    public IReadOnlyList<string> Files { get; }

    /// <summary>What tells this version from others: the beginning of a hash of its files.</summary>
    public string Version { get; }

    /// <summary>Whether it had been compiled before.</summary>
    public bool IsFromCache { get; }

    /// <summary>A strategy for one run.</summary>
    public Strategy CreateStrategy() => create();

    /// <summary>Whether it is made of its own text alone.</summary>
    internal bool LoadsNothing { get; }

    /// <summary>Whether its assembly has been let go of by all who used it.</summary>
    public bool IsUnloaded { get; private set; }

    /// <summary>Lets go of the script's assembly. It leaves memory once nobody else uses it, and none of its strategies is used any
    /// more.</summary>
    public void Dispose()
    {
        if (isDisposed) return;
        isDisposed = true;
        IsUnloaded = loaded.LetGo();
    }

    /// <summary>Tells whether the script is still in memory.</summary>
    internal WeakReference Trace => loaded.Trace();

    /// <summary>The assembly, for copies of the script.</summary>
    internal LoadedScript Loaded => loaded;

    internal static CompiledScript Load(ScriptSource source, ScriptImage image, bool isFromCache)
    {
        var context = new ScriptLoadContext(source.Name, image.Libraries.Select(l => l.Path));
        using var assembly = new MemoryStream(image.Assembly);
        using var symbols = new MemoryStream(image.Symbols);
        var type = context.LoadFromStream(assembly, symbols).GetType(image.EntryType, throwOnError: true)!;
        var create = image.Form == ScriptForm.Class ? ClassCreator(type) : ScriptCreator(type);
        return new CompiledScript(source, image, isFromCache, new LoadedScript(context, create), create);
    }

    /// <summary>A script of the same name and text that is in memory already, made of its text alone.</summary>
    /// <returns>It; null when it has been let go of meanwhile.</returns>
    internal static CompiledScript? Share(ScriptSource source, LoadedScript loaded) =>
        loaded.Use() is { } create ? new CompiledScript(source, loaded, create) : null;

    private static string VersionOf(ScriptSource source, IReadOnlyList<LoadedFile> loaded) => ScriptCache.HashOf(
        System.Text.Encoding.UTF8.GetBytes(source.Text + string.Concat(loaded.Select(l => l.Hash))))[..12];

    private static Func<Strategy> ClassCreator(Type type) => () => ScriptStrategy.Of(
        () => (Strategy)Activator.CreateInstance(type, BindingFlags.Instance | BindingFlags.Public | BindingFlags.DoNotWrapExceptions,
            binder: null, args: null, culture: null)!);

    private static Func<Strategy> ScriptCreator(Type type)
    {
        var factory = type.GetMethod(FactoryName, BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)!
            .CreateDelegate<Func<object[], Task<object>>>();
        return () => new ScriptStrategy(globals => Finish(factory([globals, null!])));
    }

    /// <summary>Top-level code cannot wait, so it has ended when the factory returns; what it threw is thrown on.</summary>
    private static void Finish(Task<object> topLevelCode)
    {
        if (topLevelCode.Exception?.InnerException is { } thrown) ExceptionDispatchInfo.Throw(thrown);
    }
}
