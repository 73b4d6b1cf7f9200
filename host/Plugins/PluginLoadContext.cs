using System.Reflection;
using System.Runtime.Loader;

namespace StrategyHost.Plugins.Loading;

/// <summary>
/// Where a plugin's assemblies live: its own, of whatever versions, found beside it. Only the sdk, and what the runtime brings, are
/// shared with the host. A plugin is replaced by a restart, so it is not collectible.
/// </summary>
internal sealed class PluginLoadContext(string assembly) : AssemblyLoadContext($"plugin {Path.GetFileNameWithoutExtension(assembly)}")
{
    private readonly AssemblyDependencyResolver resolver = new(assembly);
    private readonly string folder = Path.GetDirectoryName(assembly)!;

    protected override Assembly? Load(AssemblyName name)
    {
        if (name.Name == typeof(Plugin).Assembly.GetName().Name) return typeof(Plugin).Assembly;
        string? path = resolver.ResolveAssemblyToPath(name) ?? Beside($"{name.Name}.dll");
        return path is null ? null : LoadFromAssemblyPath(path);
    }

    protected override nint LoadUnmanagedDll(string unmanagedDllName) =>
        (resolver.ResolveUnmanagedDllToPath(unmanagedDllName)
            ?? NativeNames(unmanagedDllName).Select(Beside).FirstOrDefault(p => p is not null)) is { } path
            ? LoadUnmanagedDllFromPath(path) : 0;

    /// <summary>What a native library's file may be called here.</summary>
    private static IEnumerable<string> NativeNames(string name) =>
        [name, $"lib{name}.so", $"{name}.so", $"{name}.dll", $"lib{name}.dylib", $"{name}.dylib"];

    private string? Beside(string file)
    {
        string path = Path.Combine(folder, file);
        return File.Exists(path) ? path : null;
    }
}
