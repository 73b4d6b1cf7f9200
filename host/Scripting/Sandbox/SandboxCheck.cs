using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace StrategyHost.Scripting.Sandbox;

/// <summary>Finds in a compilation what the sandbox denies, by the symbols that the code is bound to rather than by its text.</summary>
internal static class SandboxCheck
{
    /// <summary>All denials, in the order of the source; empty for a script that keeps to the sandbox.</summary>
    /// <param name="compilation">The script.</param>
    /// <param name="libraries">The names of the assemblies from elsewhere that it may use.</param>
    /// <param name="cancellation">Ends the search.</param>
    public static IReadOnlyList<ScriptDiagnostic> Find(CSharpCompilation compilation, IReadOnlySet<string> libraries,
        CancellationToken cancellation)
    {
        var denials = new List<ScriptDiagnostic>();
        var surface = new SandboxSurface(compilation.Assembly, libraries);
        foreach (var tree in compilation.SyntaxTrees)
        {
            var walker = new SandboxWalker(compilation.GetSemanticModel(tree), compilation.Assembly, surface, denials, cancellation);
            walker.Visit(tree.GetRoot(cancellation));
        }

        denials.AddRange(ThatHoldThemselves(compilation, cancellation));

        // One expression holds others that are denied for the same reason: the first of a line says it.
        return
        [
            .. denials.OrderBy(d => d.File, StringComparer.Ordinal).ThenBy(d => d.Line).ThenBy(d => d.Column)
                .DistinctBy(d => (d.File, d.Line, d.Message)),
        ];
    }

    private static IEnumerable<ScriptDiagnostic> ThatHoldThemselves(CSharpCompilation compilation, CancellationToken cancellation)
    {
        var declared =
            (from tree in compilation.SyntaxTrees
             let model = compilation.GetSemanticModel(tree)
             from syntax in tree.GetRoot(cancellation).DescendantNodes().OfType<TypeDeclarationSyntax>()
             where syntax is RecordDeclarationSyntax or StructDeclarationSyntax
             let symbol = model.GetDeclaredSymbol(syntax, cancellation)
             where symbol is not null
             select (Syntax: syntax, Symbol: symbol)).ToList();
        var all = declared.ConvertAll(d => d.Symbol);
        return declared.Where(d => StructuralTypes.HoldsItself(d.Symbol, all))
            .Select(d => ScriptDiagnostic.At(d.Syntax.Identifier.GetLocation(), "SH1004",
                $"a strategy cannot use {d.Symbol.Name}, which holds itself: make it a class"));
    }
}
