using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Text;
using StrategyHost.Scripting.Caching;
using StrategyHost.Scripting.Compilation;
using StrategyHost.Scripting.Sandbox;

namespace StrategyHost.Scripting;

/// <summary>
/// Compiles strategies. A <c>.csx</c> file, and a <c>.cs</c> file with top-level code, is a script; a <c>.cs</c> file
/// without is a set of classes. Either holds the strategy in its top-level code, or in one class that derives from
/// <see cref="Strategy"/>, not in both.
/// </summary>
public sealed class ScriptCompiler
{
    private static readonly CSharpParseOptions ScriptSyntax = new(LanguageVersion.Latest, DocumentationMode.None, SourceCodeKind.Script);
    private static readonly CSharpParseOptions FileSyntax = ScriptSyntax.WithKind(SourceCodeKind.Regular);
    private readonly ScriptReferences references = new();

    /// <summary>Compiles a file and loads it.</summary>
    /// <exception cref="ScriptException">The file cannot be read, or does not compile; all errors are in it.</exception>
    public CompiledScript Compile(string path, CancellationToken cancellation) => Compile(ScriptSource.Read(path), cancellation);

    /// <summary>Compiles a source and loads it.</summary>
    /// <exception cref="ScriptException">It does not compile; all errors are in it.</exception>
    public CompiledScript Compile(ScriptSource source, CancellationToken cancellation) => CompiledScript.Load(source, CompileToImage(source, cancellation));

    internal ScriptImage CompileToImage(ScriptSource source, CancellationToken cancellation)
    {
        var (tree, isScript) = Parse(source, cancellation);
        var compilation = isScript ? ScriptOf(source, tree) : LibraryOf(source, tree);
        Refuse(compilation.GetDiagnostics(cancellation));
        var classes = StrategyClasses(compilation, tree, cancellation);
        var form = FormOf(tree, classes, source);
        var denials = SandboxCheck.Find(compilation, cancellation);
        if (denials.Count > 0) throw new ScriptException(denials);
        using var assembly = new MemoryStream();
        using var symbols = new MemoryStream();
        var emitted = compilation.Emit(assembly, symbols, options: new EmitOptions(debugInformationFormat: DebugInformationFormat.PortablePdb), cancellationToken: cancellation);
        Refuse(emitted.Diagnostics);
        string entry = form == ScriptForm.Class ? MetadataNameOf(classes[0].Symbol) : compilation.GetEntryPoint(cancellation)!.ContainingType.MetadataName;
        return new ScriptImage(form, entry, LoadedBy(compilation, tree), assembly.ToArray(), symbols.ToArray());
    }

    /// <summary>The files that the script loads, as they are on disk now.</summary>
    private static LoadedFile[] LoadedBy(CSharpCompilation compilation, SyntaxTree script) =>
    [
        .. compilation.SyntaxTrees.Where(t => t != script && t.FilePath.Length > 0).Select(t => t.FilePath).Distinct()
            .Select(path => new LoadedFile(path, ScriptCache.HashOf(File.ReadAllBytes(path)))),
    ];

    private static (SyntaxTree Tree, bool IsScript) Parse(ScriptSource source, CancellationToken cancellation)
    {
        if (source.IsPlainFile)
        {
            var file = CSharpSyntaxTree.ParseText(TextOf(source), FileSyntax, source.Path, cancellation);
            if (!file.GetRoot(cancellation).ChildNodes().OfType<GlobalStatementSyntax>().Any()) return (file, false);
        }

        return (CSharpSyntaxTree.ParseText(TextOf(source), ScriptSyntax, source.Path, cancellation), true);
    }

    private CSharpCompilation ScriptOf(ScriptSource source, SyntaxTree tree) =>
        CSharpCompilation.CreateScriptCompilation(
            AssemblyNameOf(source), tree, references.All, Options(source).WithUsings(ScriptReferences.Usings), globalsType: typeof(ScriptStrategy));

    private CSharpCompilation LibraryOf(ScriptSource source, SyntaxTree tree)
    {
        string usings = string.Concat(ScriptReferences.Usings.Select(u => $"global using {u};\n"));
        return CSharpCompilation.Create(AssemblyNameOf(source), [tree, CSharpSyntaxTree.ParseText(usings, FileSyntax)], references.All, Options(source));
    }

    private static CSharpCompilationOptions Options(ScriptSource source)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(source.Path))!;
        return new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, deterministic: true, nullableContextOptions: NullableContextOptions.Enable)
            .WithSourceReferenceResolver(new ConfinedFileResolver(folder))
            .WithMetadataReferenceResolver(new NoReferenceResolver());
    }

    private static SourceText TextOf(ScriptSource source) => SourceText.From(source.Text, System.Text.Encoding.UTF8);

    private static string AssemblyNameOf(ScriptSource source) => "Script." + source.Name;

    private static ScriptForm FormOf(SyntaxTree tree, List<(INamedTypeSymbol Symbol, ClassDeclarationSyntax Syntax)> classes, ScriptSource source)
    {
        var topLevel = ((CompilationUnitSyntax)tree.GetRoot()).Members.FirstOrDefault(m => m is GlobalStatementSyntax or FieldDeclarationSyntax);
        if (classes.Count > 1)
            throw Error(source, classes[1].Syntax.Identifier.Span, "SH0001", $"{string.Join(" and ", classes.Select(c => c.Symbol.Name))} both derive from Strategy: keep one strategy in a file.");
        if (classes.Count == 1 && topLevel is not null)
            throw Error(source, topLevel.Span, "SH0002", $"the file holds the strategy class {classes[0].Symbol.Name}, so this top-level code would never run: move it into the class.");
        if (classes.Count == 0 && topLevel is null)
            throw Error(source, new TextSpan(0, 0), "SH0003", "the file holds no strategy: write handlers such as OnBar at its top level, or a class that derives from Strategy.");
        if (classes.Count == 1 && !classes[0].Symbol.InstanceConstructors.Any(c => c.Parameters.IsEmpty && c.DeclaredAccessibility == Accessibility.Public))
            throw Error(source, classes[0].Syntax.Identifier.Span, "SH0004", $"the strategy class {classes[0].Symbol.Name} needs a public constructor without parameters.");
        var waiting = tree.GetRoot().DescendantNodes(n => n is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or BaseTypeDeclarationSyntax or MethodDeclarationSyntax))
            .FirstOrDefault(n => n is AwaitExpressionSyntax);
        if (waiting is not null)
            throw Error(source, waiting.Span, "SH0005", "a strategy cannot await: handlers react to events, and nothing else happens in between.");
        return classes.Count == 1 ? ScriptForm.Class : ScriptForm.TopLevel;
    }

    private static List<(INamedTypeSymbol Symbol, ClassDeclarationSyntax Syntax)> StrategyClasses(CSharpCompilation compilation, SyntaxTree tree, CancellationToken cancellation)
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

    private static string MetadataNameOf(INamedTypeSymbol type) => type.ContainingType is { } outer
        ? $"{MetadataNameOf(outer)}+{type.MetadataName}"
        : type.ContainingNamespace.IsGlobalNamespace ? type.MetadataName : $"{type.ContainingNamespace}.{type.MetadataName}";

    private static void Refuse(ImmutableArray<Diagnostic> diagnostics)
    {
        var errors = diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error)
            .Select(Describe).Distinct()
            .OrderBy(d => d.File, StringComparer.Ordinal).ThenBy(d => d.Line).ThenBy(d => d.Column)
            .ToArray();
        if (errors.Length > 0) throw new ScriptException(errors);
    }

    private static ScriptDiagnostic Describe(Diagnostic diagnostic)
    {
        var at = diagnostic.Location.GetMappedLineSpan();
        return new ScriptDiagnostic(
            at.Path ?? "", at.StartLinePosition.Line + 1, at.StartLinePosition.Character + 1, diagnostic.Id,
            diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture));
    }

    private static ScriptException Error(ScriptSource source, TextSpan span, string id, string message)
    {
        var at = TextOf(source).Lines.GetLinePosition(span.Start);
        return new ScriptException([new ScriptDiagnostic(source.Path, at.Line + 1, at.Character + 1, id, message)]);
    }
}
