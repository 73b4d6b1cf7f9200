using StrategyHost.Scripting.Caching;
using StrategyHost.Scripting.Compilation;

namespace StrategyHost.Scripting;

/// <summary>Loads strategies: compiled before, where nothing that they are made of has changed, and compiled now otherwise.</summary>
public sealed class ScriptLoader
{
    private readonly ScriptCache cache;
    private readonly string cacheFolder;
    private readonly Lazy<ScriptCompiler> compiler;

    /// <summary>A loader that keeps compiled scripts in a folder.</summary>
    /// <param name="cacheFolder">The folder; made where it is missing, and done without where it cannot be written.</param>
    /// <param name="settings">How scripts are compiled.</param>
    public ScriptLoader(string cacheFolder, CompileSettings settings)
    {
        this.cacheFolder = cacheFolder;
        cache = new ScriptCache(cacheFolder, settings);
        compiler = new Lazy<ScriptCompiler>(() => new ScriptCompiler(settings));
    }

    /// <summary>A loader that shares the folder and compiles in another way.</summary>
    public ScriptLoader With(CompileSettings settings) => new(cacheFolder, settings);

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
        if (cache.Find(source) is { } known) return CompiledScript.Load(source, known, isFromCache: true);
        var image = compiler.Value.CompileToImage(source, cancellation);
        cache.Keep(source, image);
        return CompiledScript.Load(source, image, isFromCache: false);
    }
}
