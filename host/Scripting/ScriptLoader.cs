using System.Collections.Concurrent;
using System.Text;
using StrategyHost.Scripting.Caching;
using StrategyHost.Scripting.Compilation;
using StrategyHost.Scripting.Loading;
using StrategyHost.Scripting.Watching;

namespace StrategyHost.Scripting;

/// <summary>Loads strategies: compiled before, where nothing that they are made of has changed, and compiled now otherwise.</summary>
public sealed class ScriptLoader
{
    private readonly ScriptCache cache;
    private readonly string cacheFolder;
    private readonly Lazy<ScriptCompiler> compiler;
    private readonly CompileSettings settings;

    /// <summary>Scripts in memory that copies can use, by name and text.</summary>
    private readonly ConcurrentDictionary<string, Place> places = new(StringComparer.Ordinal);

    /// <summary>A loader that keeps compiled scripts in a folder.</summary>
    /// <param name="cacheFolder">The folder; made where it is missing, and done without where it cannot be written.</param>
    /// <param name="settings">How scripts are compiled.</param>
    public ScriptLoader(string cacheFolder, CompileSettings settings)
    {
        this.cacheFolder = cacheFolder;
        this.settings = settings;
        cache = new ScriptCache(cacheFolder, settings);
        compiler = new Lazy<ScriptCompiler>(() => new ScriptCompiler(settings));
    }

    /// <summary>A loader that shares the folder and compiles in another way.</summary>
    public ScriptLoader With(CompileSettings settings) => new(cacheFolder, settings);

    /// <summary>A loader for many deployments: a copy of a script that loads no other file is taken as the first was compiled, and shares
    /// its assembly.</summary>
    public ScriptLoader ForCopies() => With(settings with { TakesCopies = true });

    /// <summary>The folders of its scripts that are watched.</summary>
    internal FolderWatches Folders { get; } = new();

    /// <summary>Where compiled scripts are kept for the user who runs the process.</summary>
    public static string UserCache => Path.Combine(
        Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } given
            ? given : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache"),
        "strategyhost", "scripts");

    /// <summary>Loads a file.</summary>
    /// <exception cref="ScriptException">The file cannot be read, does not compile, or breaks the sandbox; all errors are in
    /// it.</exception>
    public CompiledScript Load(string path, CancellationToken cancellation)
    {
        var source = ScriptSource.Read(path);
        if (!settings.TakesCopies) return Load(source, cancellation);

        // Of several who want the same at once, one compiles it.
        string key = ScriptCache.HashOf(Encoding.UTF8.GetBytes($"{Path.GetFileName(path)}\n{source.Text}"));
        var place = places.GetOrAdd(key, _ => new Place());
        lock (place)
        {
            if (place.Script is { } known && CompiledScript.Share(source, known) is { } shared) return shared;
            var script = Load(source, cancellation);
            if (script.LoadsNothing) place.Script = script.Loaded;
            return script;
        }
    }

    private CompiledScript Load(ScriptSource source, CancellationToken cancellation)
    {
        if (cache.Find(source) is { } known) return CompiledScript.Load(source, known, isFromCache: true);
        var image = compiler.Value.CompileToImage(source, cancellation);
        cache.Keep(source, image);
        return CompiledScript.Load(source, image, isFromCache: false);
    }

    /// <summary>Where the assembly of a script is found; it is gone once all have let go of it.</summary>
    private sealed class Place
    {
        public LoadedScript? Script { get; set; }
    }
}
