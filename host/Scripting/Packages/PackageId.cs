using System.Diagnostics.CodeAnalysis;

namespace StrategyHost.Scripting.Packages;

/// <summary>A package of one exact version.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Version">Its version.</param>
public sealed record PackageId(string Name, string Version)
{
    private const string Prefix = "nuget:";

    /// <summary>Whether a reference of a script means a package.</summary>
    public static bool IsMeantBy(string reference) => reference.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads what stands behind <c>#r</c>: <c>nuget: Name, Version</c>.</summary>
    public static bool TryParse(string reference, [NotNullWhen(true)] out PackageId? package)
    {
        package = null;
        if (!IsMeantBy(reference)) return false;
        string[] parts = reference[Prefix.Length..].Split(',', StringSplitOptions.TrimEntries);
        if (parts is not [{ Length: > 0 } name, { Length: > 0 } version] || !name.All(IsOfName) || !char.IsAsciiDigit(version[0])
            || !version.All(IsOfName)) return false;
        package = new PackageId(name, version);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Name} {Version}";

    private static bool IsOfName(char c) => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' or '+';
}
