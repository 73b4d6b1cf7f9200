namespace StrategyHost.Scripting.Tests;

public sealed class CompilerTests
{
    private const string Class = """
        public class Idea : Strategy
        {
            protected override void Declare() => Sma(Param("symbol", "SPX"), Param("length", 7));
        }
        """;

    [Fact]
    public void Top_level_code_is_a_strategy()
    {
        var outline = Scripts.Outline("var symbol = Param(\"symbol\", \"SPX\"); var average = Sma(symbol, 20); OnBar(symbol, bar => { });");
        Assert.Equal(["SPX"], outline.Symbols);
        Assert.Equal(20, outline.WarmUpBars);
    }

    [Theory]
    [InlineData("idea.csx")]
    [InlineData("idea.cs")]
    public void A_class_is_a_strategy_in_either_kind_of_file(string path) => Assert.Equal(7, Scripts.Outline(Class, path).WarmUpBars);

    [Fact]
    public void A_plain_file_with_top_level_code_is_a_script() =>
        Assert.Equal(["X"], Scripts.Outline("OnBar(\"X\", bar => { });", "idea.cs").Symbols);

    [Fact]
    public void A_class_in_a_namespace_with_helpers_beside_it_is_found() =>
        Assert.Equal(7, Scripts.Outline($"namespace Mine {{ record Pair(int A, int B); {Class} abstract class Other : Strategy {{ }} }}",
            "idea.cs").WarmUpBars);

    [Fact]
    public void Top_level_code_can_have_functions_records_and_state() => Assert.Equal(["A", "B"], Scripts.Outline("""
        record Pair(string First, string Second);
        var pair = new Pair("A", "B");
        int count = 0;
        int Next() => ++count;
        foreach (var symbol in new[] { pair.First, pair.Second }) OnBar(symbol, bar => Next());
        """).Symbols);

    [Fact]
    public void Each_strategy_of_a_script_has_its_own_state()
    {
        using var script = Scripts.Compile("var list = new List<int>(); list.Add(1); OnBar(\"X\" + list.Count, bar => { });");
        Assert.Equal(["X1"], Engine.Runs.StrategyOutline.Of(script.CreateStrategy()).Symbols);
        Assert.Equal(["X1"], Engine.Runs.StrategyOutline.Of(script.CreateStrategy()).Symbols);
        Assert.Equal("strategy", script.Name);
    }

    [Fact]
    public void All_errors_are_told_with_line_and_column()
    {
        var errors =
            Scripts.Errors("OnBar(\"X\", bar =>\n{\n    Foo();\n    int n = \"a\";\n});\nBar b = new();\nb.Nope();", "folder/idea.csx");
        Assert.Equal(["CS0103", "CS0029", "CS1061"], errors.Select(e => e.Id));
        Assert.Equal("folder/idea.csx(3,5): error CS0103: The name 'Foo' does not exist in the current context", errors[0].ToString());
        Assert.Equal((4, 13), (errors[1].Line, errors[1].Column));
    }

    [Theory]
    [InlineData("class A : Strategy { protected override void Declare() { } } class B : Strategy { protected override void Declare() { } }",
        "SH0001", "A and B both derive from Strategy")]
    [InlineData("class A : Strategy { protected override void Declare() { } } var x = 1;", "SH0002", "would never run")]
    [InlineData("class A { }", "SH0003", "holds no strategy")]
    [InlineData("class A : Strategy { public A(int x) { } protected override void Declare() { } }", "SH0004",
        "needs a public constructor without parameters")]
    [InlineData("await System.Threading.Tasks.Task.Yield(); OnBar(\"X\", b => { });", "SH0005", "cannot await")]
    public void What_cannot_be_a_strategy_is_explained(string text, string id, string message)
    {
        var error = Assert.Single(Scripts.Errors(text));
        Assert.Equal(id, error.Id);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("StrategyHost.Engine.Runs.Backtest x = null;")]
    [InlineData("Newtonsoft.Json.JsonConvert.SerializeObject(1);")]
    [InlineData("new Microsoft.CodeAnalysis.AdhocWorkspace();")]
    public void The_rest_of_the_host_is_not_visible(string text) =>
        Assert.Contains("CS0", Scripts.Errors(text + " OnBar(\"X\", b => { });")[0].Id, StringComparison.Ordinal);

    [Fact]
    public void Compiling_can_be_cancelled()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() =>
            new ScriptCompiler().Compile(new Compilation.ScriptSource("a.csx", "OnBar(\"X\", b => { });"), source.Token));
    }
}
