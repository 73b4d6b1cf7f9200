using System.Reflection;

namespace StrategyHost.Plugins.Loading;

/// <summary>A plugin in a folder of its own.</summary>
/// <param name="Folder">The folder.</param>
/// <param name="Manifest">What it says about itself; null when that cannot be read.</param>
/// <param name="Problem">Why it cannot be used; null when nothing is known against it.</param>
public sealed record InstalledPlugin(string Folder, PluginManifest? Manifest, string? Problem)
{
    /// <summary>What to call it.</summary>
    public string Name => Manifest?.Id ?? Path.GetFileName(Folder);

    /// <summary>Every folder with a manifest in a folder of plugins, by name. A broken one hurts no other.</summary>
    public static IReadOnlyList<InstalledPlugin> In(string plugins)
    {
        if (!Directory.Exists(plugins)) return [];
        var found = Directory.EnumerateDirectories(plugins).Where(f => File.Exists(Path.Combine(f, PluginManifest.FileName)))
            .Order(StringComparer.Ordinal).Select(Built).Select(Read).ToList();
        return [.. found.Select(p => p with
        {
            Problem = p.Problem
                ?? (found.First(o => o.Name == p.Name) == p
                    ? null : $"there is another plugin {p.Name}, in {found.First(o => o.Name == p.Name).Folder}")
        })];
    }

    /// <summary>Finds a plugin by its id.</summary>
    /// <exception cref="PluginException">There is none, or it cannot be used.</exception>
    public static InstalledPlugin Find(string plugins, string id)
    {
        var all = In(plugins);
        var found = all.FirstOrDefault(p => p.Name == id)
            ?? throw new PluginException(
                $"There is no plugin '{id}' in {plugins}: "
                    + $"{(all.Count == 0 ? "there is none at all" : $"there are {string.Join(", ", all.Select(p => p.Name))}")}.");
        return found.Problem is { } problem ? throw new PluginException(problem) : found;
    }

    /// <summary>Loads it into a context of its own, and makes its entry object.</summary>
    /// <exception cref="PluginException">It cannot be loaded, or has no entry class.</exception>
    public Plugin Load()
    {
        if (Manifest is null || Problem is not null) throw new PluginException(Problem ?? $"{Folder} has no manifest.");
        string path = Path.GetFullPath(Path.Combine(Folder, Manifest.Assembly));
        if (!File.Exists(path))
            throw new PluginException(
                $"The plugin {Name} names the assembly {Manifest.Assembly}, which is not in {Folder}: build it first.");
        try
        {
            var entries = new PluginLoadContext(path).LoadFromAssemblyPath(path).GetExportedTypes()
                .Where(t => t.IsSubclassOf(typeof(Plugin)) && !t.IsAbstract).ToList();
            if (entries is not [var entry])
                throw new PluginException(
                    $"The plugin {Name} must have one public class that derives from Plugin, and {Manifest.Assembly} has {entries.Count}.");
            return (Plugin)Activator.CreateInstance(entry)!;
        }
        catch (Exception failure) when (failure is BadImageFormatException or FileLoadException or FileNotFoundException
            or TypeLoadException or ReflectionTypeLoadException or MissingMethodException or TargetInvocationException)
        {
            throw new PluginException($"The plugin {Name} cannot be loaded: {(failure.InnerException ?? failure).Message}", failure);
        }
    }

    /// <summary>Loads it, and connects it.</summary>
    /// <exception cref="PluginException">It cannot be loaded.</exception>
    /// <exception cref="BrokerException">It cannot connect.</exception>
    public async Task<Plugin> ConnectAsync(PluginSettings settings, CancellationToken cancellation)
    {
        var plugin = Load();
        try
        {
            await plugin.ConnectAsync(settings, cancellation);
            return plugin;
        }
        catch
        {
            await plugin.DisposeAsync();
            throw;
        }
    }

    /// <summary>Where a plugin is that stands as its source: in the folder into which it was built last; others are where they
    /// are.</summary>
    private static string Built(string folder)
    {
        string output = Path.Combine(folder, "bin");
        if (!Directory.EnumerateFiles(folder, "*.csproj").Any() || !Directory.Exists(output)) return folder;
        return Directory.EnumerateFiles(output, PluginManifest.FileName, SearchOption.AllDirectories)
            .OrderByDescending(File.GetLastWriteTimeUtc).Select(Path.GetDirectoryName).FirstOrDefault() ?? folder;
    }

    private static InstalledPlugin Read(string folder)
    {
        try
        {
            return new InstalledPlugin(folder, PluginManifest.Read(folder), null);
        }
        catch (PluginException problem)
        {
            return new InstalledPlugin(folder, null, problem.Message);
        }
    }
}
