using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using StrategyHost.Scripting.Compilation;
using StrategyHost.Scripting.Editing;
using StrategyHost.Scripting.Tests.Runs;

namespace StrategyHost.Scripting.Tests.Editing;

/// <summary>Scripts as editors see them: as programs over a class that has the verbs of a script.</summary>
public sealed class EditorFilesTests
{
    public static TheoryData<string> Scripts =>
        [.. ShippedStrategy.Names.Select(n => File.ReadAllText(ShippedStrategy.PathOf(n))), ScriptTemplates.Text("crossover", "a"),
            ScriptTemplates.Text("orders", "a")];

    private static IEnumerable<string> Errors(string script)
    {
        string usings = string.Concat(ScriptReferences.Usings.Select(u => $"global using {u};\n"));
        var trees = new[] { script, ScriptGlobals.Source(), usings }.Select(t => CSharpSyntaxTree.ParseText(t));
        return CSharpCompilation.Create("editor", trees, new ScriptReferences().All).GetDiagnostics()
            .Where(d => d.Severity == DiagnosticSeverity.Error).Select(d => d.ToString());
    }

    [Theory]
    [MemberData(nameof(Scripts))]
    public void What_ships_has_no_errors(string script) => Assert.Empty(Errors(script));

    [Theory]
    [InlineData("OnBar(\"X\", bar => Buy(\"X\"));", "CS7036")]
    [InlineData("Nope();", "CS0103")]
    [InlineData("int x = Clock.UtcNow;", "CS0029")]
    public void Mistakes_are_found(string script, string id) =>
        Assert.Contains(Errors(script), e => e.Contains(id, StringComparison.Ordinal));

    [Fact]
    public void Names_that_are_a_verb_and_a_type_are_both() =>
        Assert.Empty(
            Errors("var a = Random.Next(5); var b = new Random(1); Log.Info($\"{Clock.UtcNow}\"); Position p = Position(\"X\"); var s = "
                + "State(\"a\", 1); StateValue<int> t = s;"));
}
