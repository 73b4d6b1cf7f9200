using Microsoft.CodeAnalysis;

namespace StrategyHost.Scripting;

/// <summary>Why a script does not compile.</summary>
/// <param name="File">The file.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The column, from 1.</param>
/// <param name="Id">The error's number, such as <c>CS0103</c>; those of the host itself begin with <c>SH</c>.</param>
/// <param name="Message">What is wrong.</param>
public sealed record ScriptDiagnostic(string File, int Line, int Column, string Id, string Message)
{
    /// <summary>As compilers print it: <c>file(line,column): error CS0103: …</c>.</summary>
    public override string ToString() => FormattableString.Invariant($"{File}({Line},{Column}): error {Id}: {Message}");

    internal static ScriptDiagnostic At(Location location, string id, string message)
    {
        var at = location.GetMappedLineSpan();
        return new ScriptDiagnostic(at.Path ?? "", at.StartLinePosition.Line + 1, at.StartLinePosition.Character + 1, id, message);
    }
}
