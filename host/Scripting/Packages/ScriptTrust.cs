namespace StrategyHost.Scripting.Packages;

/// <summary>
/// Code from elsewhere that scripts may use. The sandbox looks at what a script itself does, and budgets are woven into
/// scripts only: a library that is trusted here can do whatever it likes.
/// </summary>
public sealed record ScriptTrust
{
    /// <summary>Nothing.</summary>
    public static ScriptTrust None { get; } = new();

    /// <summary>Names of packages.</summary>
    public IReadOnlyList<string> Packages { get; init; } = [];

    /// <summary>A folder whose assemblies may be used; null for none.</summary>
    public string? Assemblies { get; init; }

    /// <summary>Whether a package may be used.</summary>
    public bool Trusts(string package) => Packages.Contains(package, StringComparer.OrdinalIgnoreCase);
}
