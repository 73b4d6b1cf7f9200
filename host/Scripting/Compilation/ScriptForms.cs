using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace StrategyHost.Scripting.Compilation;

/// <summary>Finds where in a file the strategy is.</summary>
internal static class ScriptForms
{
    /// <summary>The form of a file, and the strategy class in it; null where its top-level code is the strategy.</summary>
    /// <exception cref="ScriptException">It holds no strategy, or more than one.</exception>
    public static (ScriptForm Form, INamedTypeSymbol? Class) Find(CSharpCompilation compilation, SyntaxTree tree,
        CancellationToken cancellation)
    {
        var classes = StrategyClasses(compilation, tree, cancellation);
        var root = tree.GetRoot(cancellation);
        var topLevel = ((CompilationUnitSyntax)root).Members.FirstOrDefault(m => m is GlobalStatementSyntax or FieldDeclarationSyntax);
        if (classes.Count > 1)
            throw Error(tree, classes[1].Syntax.Identifier.Span, "SH0001",
                $"{string.Join(" and ", classes.Select(c => c.Symbol.Name))} both derive from Strategy: keep one strategy in a file.");
        if (classes.Count == 1 && topLevel is not null)
            throw Error(tree, topLevel.Span, "SH0002",
                $"the file holds the strategy class {classes[0].Symbol.Name}, so this top-level code would never run: move it into the "
                    + $"class.");
        if (classes.Count == 0 && topLevel is null)
            throw Error(tree, new TextSpan(0, 0), "SH0003",
                "the file holds no strategy: write handlers such as OnBar at its top level, or a class that derives from Strategy.");
        if (classes.Count == 1
            && !classes[0].Symbol.InstanceConstructors.Any(c => c.Parameters.IsEmpty && c.DeclaredAccessibility == Accessibility.Public))
            throw Error(tree, classes[0].Syntax.Identifier.Span, "SH0004",
                $"the strategy class {classes[0].Symbol.Name} needs a public constructor without parameters.");
        var waiting = root.DescendantNodes(n => n is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax
            or BaseTypeDeclarationSyntax or MethodDeclarationSyntax))
            .FirstOrDefault(n => n is AwaitExpressionSyntax);
        if (waiting is not null)
            throw Error(tree, waiting.Span, "SH0005",
                "a strategy cannot await: handlers react to events, and nothing else happens in between.");
        return classes.Count == 1 ? (ScriptForm.Class, classes[0].Symbol) : (ScriptForm.TopLevel, null);
    }

    /// <summary>The name under which a type is found in its assembly.</summary>
    public static string MetadataNameOf(INamedTypeSymbol type) => type.ContainingType is { } outer
        ? $"{MetadataNameOf(outer)}+{type.MetadataName}"
        : type.ContainingNamespace.IsGlobalNamespace ? type.MetadataName : $"{type.ContainingNamespace}.{type.MetadataName}";

    private static List<(INamedTypeSymbol Symbol, ClassDeclarationSyntax Syntax)> StrategyClasses(CSharpCompilation compilation,
        SyntaxTree tree, CancellationToken cancellation)
    {
        var model = compilation.GetSemanticModel(tree);
        var strategy = compilation.GetTypeByMetadataName("StrategyHost.Strategy");
        return
        [
            .. from syntax in tree.GetRoot(cancellation).DescendantNodes().OfType<ClassDeclarationSyntax>()
               let symbol = model.GetDeclaredSymbol(syntax, cancellation)
               where symbol is { IsAbstract: false } && BasesOf(symbol).Any(b => SymbolEqualityComparer.Default.Equals(b, strategy))
               select (symbol, syntax),
        ];
    }

    private static IEnumerable<INamedTypeSymbol> BasesOf(INamedTypeSymbol type)
    {
        for (var above = type.BaseType; above is not null; above = above.BaseType) yield return above;
    }

    private static ScriptException Error(SyntaxTree tree, TextSpan span, string id, string message) =>
        new([ScriptDiagnostic.At(Location.Create(tree, span), id, message)]);
}
