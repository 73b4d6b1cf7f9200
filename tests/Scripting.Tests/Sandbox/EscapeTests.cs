namespace StrategyHost.Scripting.Tests.Sandbox;

/// <summary>Attempts to leave the sandbox, one a line: what the message must hold, and the script, with a tab between.</summary>
public sealed class EscapeTests
{
    private static readonly IReadOnlyList<(int Line, string Message, string Script)> All =
    [
        .. Read().Select((line, index) => (index + 1, line.Split('\t')[0], line.Split('\t')[1])),
    ];

    [Fact]
    public void There_are_many() => Assert.True(All.Count >= 150, $"{All.Count}");

    [Fact]
    public void Every_attempt_is_denied_with_a_readable_reason()
    {
        var wrong = new List<string>();
        foreach (var (line, message, script) in All)
        {
            bool isDirective = script.StartsWith('#');
            string text = isDirective ? $"{script}\nOnBar(\"X\", b => {{ }});" : $"{script} OnBar(\"X\", b => {{ }});";
            try
            {
                using var compiled = Scripts.Compile(text);
                wrong.Add($"line {line}: {script} compiles");
            }
            catch (ScriptException denied)
            {
                if (!denied.Message.Contains(message, StringComparison.Ordinal)) wrong.Add($"line {line}: {script}\n    {denied.Message}");
            }
        }

        Assert.True(wrong.Count == 0, $"{wrong.Count} wrong:\n{string.Join('\n', wrong)}");
    }

    [Theory]
    [InlineData("var list = new List<int> { 1, 2 }; var sum = list.Where(x => x > 1).Select(x => x * 2.0).Sum(); "
        + "Log.Info($\"{sum:0.00}\");")]
    [InlineData("var text = string.Join(',', new[] { 1, 2 }.Select(x => x.ToString(System.Globalization.CultureInfo.InvariantCulture)));")]
    [InlineData("record Signal(DateTime Time, double Value); var all = new Dictionary<string, Queue<Signal>>();")]
    [InlineData("enum Mood { Up, Down } var mood = Mood.Up; string Name() => mood switch { Mood.Up => nameof(Mood.Up), _ => \"down\" };")]
    [InlineData("try { throw new InvalidOperationException(\"x\"); } catch (Exception e) when (e.Message.Length > 0) { "
        + "Log.Info(e.Message); }")]
    [InlineData("IEnumerable<int> Count() { for (int i = 0; i < 3; i++) yield return i; } foreach (var i in Count()) Log.Info($\"{i}\");")]
    [InlineData("var r = new Random(5); _ = r.NextDouble(); _ = Random.Next(5); _ = Math.Round(1.5m, 1, MidpointRounding.ToEven);")]
    [InlineData("class A { public const int Most = 5; public static readonly double Ratio = 0.5; public static int Twice(int x) => 2 * "
        + "x; } _ = A.Twice(A.Most);")]
    [InlineData("var (a, b) = (1, 2.5m); var t = Tuple.Create(a, b); var q = from x in new[] { 3, 1 } orderby x descending select new { "
        + "x };")]
    [InlineData("var time = new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddDays(1); var only = TimeOnly.FromDateTime(time); _ = "
        + "time.DayOfWeek == DayOfWeek.Monday;")]
    [InlineData("void F() { Span<double> window = new double[5]; window[0] = 1; var text = new "
        + "System.Text.StringBuilder().Append(window[0]).ToString(); }")]
    [InlineData("record Signal(string Name, double[] Values, IReadOnlyList<double> More); var s = new Signal(\"a\", [1], []); "
        + "Log.Info(\"s \" + s + $\"{s}\"); var all = new Dictionary<Signal, (double, object?)>();")]
    [InlineData("interface IRule { bool Says(); } record Above(double Level) : IRule { public bool Says() => Level > 1; } List<IRule> "
        + "rules = [new Above(2)]; _ = rules.Any(r => r.Says());")]
    [InlineData("class Node { public Node? Next; public double Value; } var n = new Node { Next = new Node() }; class Tree<T> { public "
        + "T Value = default!; public List<Tree<T>> Children = []; } _ = new Tree<int>();")]
    [InlineData("class Window : Indicator { public override int WarmUp => 1; public override void Update(in Bar bar) => Value = "
        + "bar.Close; }")]
    [InlineData("double[] closes = new double[5]; foreach (var c in closes) { } var sorted = closes.OrderBy(c => c).ThenByDescending(c "
        + "=> c).ToArray(); var byDay = closes.GroupBy(c => c > 1).ToDictionary(g => g.Key, g => g.ToList());")]
    [InlineData("var best = new[] { (\"a\", 1.0), (\"b\", 2.0) }.MaxBy(p => p.Item2); var (name, score) = best; string text = $\"{best} "
        + "{name} {score}\"; var t = (1, \"x\"); object boxed = t; object number = 5; string.Format(\"{0}\", 5.0);")]
    [InlineData("Action all = () => { }; all += () => Log.Info(\"x\"); all -= all; int Twice(int x) => 2 * x; Func<int, int> f = Twice; "
        + "_ = new[] { 1 }.Select(Twice).ToList(); _ = new[] { 1.0 }.Select(Math.Abs).Sum();")]
    [InlineData("int? maybe = null; double x = double.Parse(\"1\", System.Globalization.CultureInfo.InvariantCulture); if "
        + "(int.TryParse(\"5\", out var n)) maybe = n;")]
    public void What_strategies_need_is_allowed(string script)
    {
        using var compiled = Scripts.Compile(script + " OnBar(\"X\", b => { });");
        Assert.NotNull(compiled);
    }

    [Fact]
    public void Structs_in_structs_are_refused_without_counting_them_all()
    {
        string structs = "struct S0 { public long A, B, C, D, E, F, G, H; } "
            + string.Concat(Enumerable.Range(1, 12).Select(i => $"struct S{i} {{ public S{i - 1} A, B, C, D, E, F, G, H; }} "));
        Assert.Contains(Scripts.Errors(structs + "object Box(S12 s) => s; OnBar(\"X\", b => { });"),
            e => e.Message.Contains("values of 65,536 bytes", StringComparison.Ordinal));
    }

    [Fact]
    public void A_denial_names_the_place_and_the_alternative()
    {
        var denial = Assert.Single(Scripts.Errors("OnBar(\"X\", bar =>\n{\n    var now = DateTime.UtcNow;\n});", "idea.csx"));
        Assert.Equal("idea.csx(3,15): error SH1001: a strategy cannot use System.DateTime.UtcNow: use Clock.UtcNow, the run's own time",
            denial.ToString());
    }

    private static IEnumerable<string> Read()
    {
        using var stream = typeof(EscapeTests).Assembly.GetManifestResourceStream("escapes.txt")!;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line) yield return line;
    }
}
