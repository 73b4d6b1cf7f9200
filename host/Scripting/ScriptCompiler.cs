using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Text;
using StrategyHost.Scripting.Caching;
using StrategyHost.Scripting.Compilation;
using StrategyHost.Scripting.Packages;
using StrategyHost.Scripting.Sandbox;
using StrategyHost.Scripting.Weaving;

namespace StrategyHost.Scripting;

/// <summary>
/// Compiles strategies. A <c>.csx</c> file, and a <c>.cs</c> file with top-level code, is a script; a <c>.cs</c> file
/// without is a set of classes. Either holds the strategy in its top-level code, or in one class that derives from
/// <see cref="Strategy"/>, not in both. What the user wrote is checked first; then budgets are woven in, and that is what runs.
/// </summary>
public sealed class ScriptCompiler
{
    private static readonly CSharpParseOptions ScriptSyntax = new(LanguageVersion.Latest, DocumentationMode.None, SourceCodeKind.Script);
    private static readonly CSharpParseOptions FileSyntax = ScriptSyntax.WithKind(SourceCodeKind.Regular);
    private readonly ScriptReferences references = new();
    private readonly CompileSettings settings;

    /// <summary>A compiler with settings.</summary>
    public ScriptCompiler(CompileSettings settings) => this.settings = settings;

    /// <summary>A compiler that weaves budgets in.</summary>
    public ScriptCompiler()
        : this(new CompileSettings())
    {
    }

    /// <summary>Compiles a file and loads it.</summary>
    /// <exception cref="ScriptException">The file cannot be read, or does not compile; all errors are in it.</exception>
    public CompiledScript Compile(string path, CancellationToken cancellation) => Compile(ScriptSource.Read(path), cancellation);

    /// <summary>Compiles a source and loads it.</summary>
    /// <exception cref="ScriptException">It does not compile; all errors are in it.</exception>
    public CompiledScript Compile(ScriptSource source, CancellationToken cancellation) =>
        CompiledScript.Load(source, CompileToImage(source, cancellation), isFromCache: false);

    internal ScriptImage CompileToImage(ScriptSource source, CancellationToken cancellation)
    {
        try
        {
            var parts = new ScriptParts(Path.GetDirectoryName(Path.GetFullPath(source.Path))!, settings.Trust);
            var (tree, isScript) = Parse(source, cancellation);
            var written = isScript ? ScriptOf(source, tree, parts) : LibraryOf(source, tree, parts);
            RefuseLibraries(written, parts.Libraries);
            Refuse(written.GetDiagnostics(cancellation));
            var (form, strategy) = ScriptForms.Find(written, tree, cancellation);
            var denials = SandboxCheck.Find(written, parts.Libraries.Allowed, cancellation);
            if (denials.Count > 0) throw new ScriptException(denials);
            var (assembly, symbols) =
                Emit(settings.HasBudgets ? Weave(source, written, tree, parts, cancellation) : written, written, cancellation);
            string entry = strategy is not null
                ? ScriptForms.MetadataNameOf(strategy) : written.GetEntryPoint(cancellation)!.ContainingType.MetadataName;
            var loaded = parts.Files.Loaded.Select(f => new LoadedFile(Path.GetFullPath(f.Key), ScriptCache.HashOf(f.Value))).ToArray();
            var libraries = parts.Libraries.Needed.Select(l => new LoadedFile(l, ScriptCache.HashOf(File.ReadAllBytes(l)))).ToArray();
            return new ScriptImage(form, entry, loaded, libraries, assembly, symbols);
        }
        catch (InsufficientExecutionStackException)
        {
            throw new ScriptException([new ScriptDiagnostic(source.Path, 1, 1, "SH0007",
                "the code is nested too deeply: split long expressions and blocks")]);
        }
    }

    private static (SyntaxTree Tree, bool IsScript) Parse(ScriptSource source, CancellationToken cancellation)
    {
        if (source.IsPlainFile)
        {
            var file = CSharpSyntaxTree.ParseText(TextOf(source), FileSyntax, source.Path, cancellation);
            if (!file.GetRoot(cancellation).ChildNodes().OfType<GlobalStatementSyntax>().Any()) return (file, false);
        }

        return (CSharpSyntaxTree.ParseText(TextOf(source), ScriptSyntax, source.Path, cancellation), true);
    }

    private CSharpCompilation ScriptOf(ScriptSource source, SyntaxTree tree, ScriptParts parts) =>
        CSharpCompilation.CreateScriptCompilation(
            AssemblyNameOf(source), tree, references.All, Options(parts).WithUsings(ScriptReferences.Usings),
            globalsType: typeof(ScriptStrategy));

    private CSharpCompilation LibraryOf(ScriptSource source, SyntaxTree tree, ScriptParts parts)
    {
        string usings = string.Concat(ScriptReferences.Usings.Select(u => $"global using {u};\n"));
        return CSharpCompilation.Create(AssemblyNameOf(source), [tree, CSharpSyntaxTree.ParseText(usings, FileSyntax)], references.All,
            Options(parts));
    }

    private CSharpCompilationOptions Options(ScriptParts parts) =>
        new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary,
            optimizationLevel: settings.IsDebuggable ? OptimizationLevel.Debug : OptimizationLevel.Release,
            deterministic: true, nullableContextOptions: NullableContextOptions.Enable)
            .WithSourceReferenceResolver(parts.Files)
            .WithMetadataReferenceResolver(parts.Libraries);

    /// <summary>The same script with budgets in it.</summary>
    private CSharpCompilation Weave(ScriptSource source, CSharpCompilation written, SyntaxTree script, ScriptParts parts,
        CancellationToken cancellation)
    {
        SyntaxTree woven = script;
        foreach (var tree in written.SyntaxTrees.Where(t => t.FilePath.Length > 0))
        {
            string text = BudgetWeaver.Weave(tree, written.GetSemanticModel(tree), cancellation);
            if (tree != script) parts.Files.Replace(tree.FilePath, text);
            else woven = CSharpSyntaxTree.ParseText(SourceText.From(text, Encoding.UTF8), (CSharpParseOptions)tree.Options, tree.FilePath,
                cancellation);
        }

        return script.Options.Kind == SourceCodeKind.Script ? ScriptOf(source, woven, parts) : LibraryOf(source, woven, parts);
    }

    /// <summary>The assembly and its symbols, which hold the source as the user wrote it.</summary>
    private static (byte[] Assembly, byte[] Symbols) Emit(CSharpCompilation compilation, CSharpCompilation written,
        CancellationToken cancellation)
    {
        using var assembly = new MemoryStream();
        using var symbols = new MemoryStream();
        var sources = written.SyntaxTrees.Where(t => t.FilePath.Length > 0).DistinctBy(t => t.FilePath)
            .Select(t => EmbeddedText.FromSource(t.FilePath,
                SourceText.From(t.GetText(cancellation).ToString(), Encoding.UTF8, SourceHashAlgorithm.Sha256)));
        var emitted = compilation.Emit(
            assembly, symbols, options: new EmitOptions(debugInformationFormat: DebugInformationFormat.PortablePdb), embeddedTexts: sources,
            cancellationToken: cancellation);
        cancellation.ThrowIfCancellationRequested(); // Stopped at some places, the compiler says so as an error of the script (CS1569).
        Refuse(emitted.Diagnostics);
        return (assembly.ToArray(), symbols.ToArray());
    }

    private static SourceText TextOf(ScriptSource source) => SourceText.From(source.Text, Encoding.UTF8, SourceHashAlgorithm.Sha256);

    private static string AssemblyNameOf(ScriptSource source) => "Script." + source.Name;

    /// <summary>What could not be referred to, with the reason, which the compiler does not know.</summary>
    private static void RefuseLibraries(CSharpCompilation compilation, LibraryResolver libraries)
    {
        _ = compilation.DirectiveReferences;
        var errors = from tree in compilation.SyntaxTrees
                     from directive in tree.GetCompilationUnitRoot().GetReferenceDirectives()
                     where libraries.Problems.ContainsKey(directive.File.ValueText)
                     select ScriptDiagnostic.At(directive.GetLocation(), "SH1005", libraries.Problems[directive.File.ValueText]);
        if (errors.ToArray() is { Length: > 0 } found) throw new ScriptException(found);
    }

    private static void Refuse(ImmutableArray<Diagnostic> diagnostics)
    {
        var errors = diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error)
            .Select(d => ScriptDiagnostic.At(d.Location, d.Id, d.GetMessage(CultureInfo.InvariantCulture))).Distinct()
            .OrderBy(d => d.File, StringComparer.Ordinal).ThenBy(d => d.Line).ThenBy(d => d.Column)
            .ToArray();
        if (errors.Length > 0) throw new ScriptException(errors);
    }
}
