using StrategyHost.Engine.Runs;
using StrategyHost.Engine.Supervision;

namespace StrategyHost.Scripting.Tests.Weaving;

/// <summary>Scripts that would not end or would eat up the machine, each stopped by the limit that is meant for it.</summary>
public sealed class WeavingTests
{
    private static readonly HandlerLimits Limits = new() { Steps = 5_000_000, Time = TimeSpan.FromMinutes(10), Bytes = 256 * 1024 * 1024 };

    private static StrategyFaultException Fault(string text)
    {
        using var script = Scripts.Compile(text);
        return Assert.Throws<StrategyFaultException>(() => StrategyOutline.Of(script.CreateStrategy(), Limits));
    }

    [Theory]
    [InlineData("while (true) { }")]
    [InlineData("while (true) ;")]
    [InlineData("for (;;) { }")]
    [InlineData("for (;;) if (Clock is null) break;")]
    [InlineData("do { } while (true);")]
    [InlineData("do ; while (Clock is not null);")]
    [InlineData("int Count() { int i = 0; again: i++; goto again; } Count();")]
    [InlineData("int Count(int i) { switch (i) { case 0: goto case 1; case 1: goto case 0; default: goto case 0; } } Count(0);")]
    [InlineData("IEnumerable<int> All() { while (true) yield return 1; } foreach (var i in All()) { }")]
    [InlineData("IEnumerable<int> All() { int i = 0; while (true) yield return i++; } _ = All().Where(i => i < 0).FirstOrDefault();")]
    [InlineData("IEnumerable<(int, int)> All() { while (true) yield return (1, 2); } foreach (var (a, b) in All()) ;")]
    [InlineData("class Endless { public bool MoveNext() => true; public int Current => 1; public Endless GetEnumerator() => this; } "
        + "foreach (var i in new Endless()) ;")]
    [InlineData("while (true) { try { while (true) { } } catch { } }")]
    [InlineData("while (true) { try { while (true) { } } catch (Exception) { } }")]
    [InlineData("while (true) { try { while (true) { } } catch (Exception e) when (e.Message.Length >= 0) { } }")]
    [InlineData("while (true) { try { while (true) { } } catch when (true) { } }")]
    [InlineData("void F() { try { while (true) { } } finally { while (true) { } } } F();")]
    [InlineData("void F() { try { throw new Exception(); } catch when (G()) { } } bool G() { while (true) { } } F();")]
    [InlineData("void F<T>() where T : Exception { while (true) { try { while (true) { } } catch (T) { } } } F<Exception>();")]
    [InlineData("var list = new List<int> { 2, 1 }; while (true) { try { list.Sort((a, b) => { while (true) { } }); } catch "
        + "(InvalidOperationException) { } }")]
    [InlineData("Action again = null!; again = () => { while (true) { } }; again();")]
    [InlineData("class A { public int B { get { while (true) { } } } } _ = new A().B;")]
    [InlineData("class A { public A() { while (true) { } } } _ = new A();")]
    [InlineData("class A { public static A operator +(A a, A b) { while (true) { } } } _ = new A() + new A();")]
    [InlineData("class Idea : Strategy { public Idea() { while (true) { } } protected override void Declare() { } }")]
    [InlineData("class Idea : Strategy { int x = Endless(); static int Endless() { while (true) { } } protected override void Declare() "
        + "{ } }")]
    [InlineData("class A { public static readonly int B = C(); static int C() { while (true) { } } } _ = A.B;")]
    [InlineData("int Slow(int n) => n < 2 ? n : Slow(n - 1) + Slow(n - 2); Slow(1000);")]
    public void What_does_not_end_is_stopped(string text) =>
        Assert.Contains("has taken more than 5,000,000 steps in one event (limits.steps)", Fault(text).Message, StringComparison.Ordinal);

    [Fact]
    public void An_exception_that_does_not_end_to_say_what_it_is_is_stopped() =>
        Assert.Contains("its message cannot be read",
            Fault("class Bad : Exception { public override string Message { get { while (true) { } } } } throw new Bad();").Message,
            StringComparison.Ordinal);

    [Theory]
    [InlineData("int F(int x) => F(x + 1); F(0);")]
    [InlineData("int F(int x) { return F(x + 1) + 1; } F(0);")]
    [InlineData("void F() => F(); F();")]
    [InlineData("Func<int, int> f = null!; f = x => f(x) + 1; f(1);")]
    [InlineData("Action f = null!; f = () => f(); f();")]
    [InlineData("Action f = null!; f = delegate { f(); }; f();")]
    [InlineData("class A { public int B => B + 1; } _ = new A().B;")]
    [InlineData("class A { public int this[int i] => this[i + 1]; } _ = new A()[1];")]
    [InlineData("class A { public int B { get => B; set => B = value; } } new A().B = 5;")]
    [InlineData("class A { public A() : base() { _ = new A(); } } _ = new A();")]
    [InlineData("class A { public A Next = new A(); } _ = new A();")]
    [InlineData("class A { public A Next { get; } = new(); } _ = new A();")]
    [InlineData("class A { public A[] Next = { new A() }; } _ = new A();")]
    [InlineData("class A { public List<A> Next = [new A()]; } _ = new A();")]
    [InlineData("class A { public B B = new(); } class B { public A A = new(); } _ = new A();")]
    [InlineData("class A { public static implicit operator int(A a) { int x = a; return x; } } int x = new A();")]
    [InlineData("class A { public override string ToString() => $\"{this}\"; } _ = new A().ToString();")]
    [InlineData("class A { public override bool Equals(object? o) => Equals(o); public override int GetHashCode() => 1; } _ = new "
        + "A().Equals(5);")]
    [InlineData("IEnumerable<int> F(int n) { foreach (var x in F(n + 1)) yield return x; } foreach (var x in F(0)) { }")]
    [InlineData("IEnumerable<int> F(int n) => from x in F(n + 1) select x; foreach (var x in F(0)) { }")]
    [InlineData("void F() { try { F(); } catch { F(); } } F();")]
    [InlineData("void F() { try { F(); } finally { F(); } } F();")]
    [InlineData("void F(int n) { try { if (n == 0) throw new ArgumentException(); F(n - 1); } finally { throw new ArgumentException(); "
        + "} } F(50_000);")]
    [InlineData("void F(int n) { try { if (n == 0) throw new ArgumentException(); F(n - 1); } catch { throw; } } F(50_000); while "
        + "(true) F(50_000);")]
    [InlineData("class D : IDisposable { public void Dispose() { Log(); } void Log() { } } void F() { using var d = new D(); F(); } F();")]
    [InlineData("class D : IDisposable { public void Dispose() => throw new ArgumentException(); } void F(int n) { using var d = new "
        + "D(); F(n + 1); } F(0);")]
    [InlineData("int F(List<int> l) { l.Sort((a, b) => F(new List<int> { 2, 1 })); return 0; } F([2, 1]);")]
    [InlineData("IEnumerable<int> q = [1]; for (int i = 0; i < 500_000; i++) q = q.Skip(0); foreach (var x in q) { }")]
    [InlineData("IEnumerable<int> q = [1]; for (int i = 0; i < 500_000; i++) q = q.DefaultIfEmpty(); _ = q.Count();")]
    [InlineData("IEnumerable<int> q = [1]; for (int i = 0; i < 500_000; i++) q = q.Concat([1]).Where(x => x > 5); _ = q.Sum();")]
    [InlineData("IEnumerable<int> q = [1]; for (int i = 0; i < 500_000; i++) q = from x in q select x + 1; _ = q.Sum();")]
    [InlineData("IEnumerable<int>? q = new List<int>(); for (int i = 0; i < 500_000; i++) q = q?.Reverse(); _ = q!.Sum();")]
    [InlineData("var q = Enumerable.Range(0, 500_000).Aggregate((IEnumerable<int>)[1], (all, x) => all.Skip(0)); _ = q.Sum();")]
    [InlineData("var q = Enumerable.Empty<int>().OrderBy(x => x); for (int i = 0; i < 500_000; i++) q = q.OrderBy(x => x); _ = q.Sum();")]
    [InlineData("IEnumerable<int> q = [1]; for (int i = 0; i < 500_000; i++) q = Enumerable.Repeat(q.Skip(0), 1).ToList()[0]; _ = "
        + "q.Sum();")]
    [InlineData("IEnumerable<int> q = [1]; for (int i = 0; i < 500_000; i++) q = (from x in new[] { 1 } let s = q.Skip(0) select "
        + "s).First(); _ = q.Sum();")]
    public void What_calls_itself_too_deeply_is_stopped(string text) =>
        Assert.Contains("calls itself too deeply", Fault(text).Message, StringComparison.Ordinal);

    [Fact]
    public void An_order_of_too_many_keys_is_refused() => Assert.Contains(
        "cannot be ordered by more than 100 keys",
        Fault("var q = new[] { 1 }.OrderBy(x => x); for (int i = 0; i < 500_000; i++) q = q.ThenBy(x => x); _ = q.Sum();").Message,
        StringComparison.Ordinal);

    [Theory]
    [InlineData("var all = new List<byte[]>(); while (true) all.Add(new byte[1_000_000]);")]
    [InlineData("_ = new double[int.MaxValue];")]
    [InlineData("_ = new double[2_000_000_000L];")]
    [InlineData("_ = new byte[2_000_000_000u];")]
    [InlineData("var s = \"x\"; while (true) s += s;")]
    [InlineData("var all = new List<string>(); while (true) all.Add(new string('x', 10_000));")]
    [InlineData("var all = new List<object>(); while (true) all.Add(new decimal[8]);")]
    public void What_eats_up_memory_is_stopped(string text) =>
        Assert.Matches("has allocated more than 256 MB|has asked for more memory", Fault(text).Message);

    [Fact]
    public void A_fault_knows_the_line()
    {
        var fault = Fault("var x = 1;\n\nint Deep(int n)\n{\n    return\n        Deep(n + 1);\n}\n\nDeep(0);");
        Assert.Contains("strategy.csx:line 4", fault.InnerException!.StackTrace, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("int F(int n) => n == 0 ? 0 : 1 + F(n - 1); Use($\"X{F(5000)}\");", "X5000")]
    [InlineData("Func<int, int> twice = n => 2 * n; Action<int> none = n => twice(n); none(1); Use(\"X\" + twice(4));", "X8")]
    [InlineData("ref int First(int[] a) => ref a[0]; var a = new int[3]; First(a) = 7; Use(\"X\" + a[0]);", "X7")]
    [InlineData("int F() => throw new ArgumentException(\"x\"); try { F(); } catch (ArgumentException e) when (e.Message == \"x\") { "
        + "Use(\"X\"); }", "X")]
    [InlineData("class A { int b; public int B { get => b; set => b = value; } public int this[int i] => i + b; public static A "
        + "operator +(A x, A y) => new A { B = x.B + y.B }; } var s = new A { B = 1 } + new A { B = 2 }; Use(\"X\" + s[4]);", "X7")]
    [InlineData("int total = 0; foreach (var i in new[] { 1, 2, 3 }) if (i > 1) total += i; else total -= i; for (int i = 0; i < 3; "
        + "i++) while (total > 100) total--; Use(\"X\" + total);", "X4")]
    [InlineData("IEnumerable<int> F() { for (int i = 0; i < 3; i++) yield return i; } var q = F().Select(x => x * "
        + "2).OrderByDescending(x => x).ThenBy(x => x); var text = string.Join(\"-\", q.Where(x => x > 0)); Use(text);", "4-2")]
    [InlineData("string Name(int n) => n switch { 0 => \"A\", _ => $\"{new[] { 1, 2 }.Where(x => x > 1).First()}{string.Join(',', new[] "
        + "{ 5 }.Select(x => x))}\" }; Use(Name(1));", "25")]
    [InlineData("int F(int n) { if (n > 3) goto end; n++; end: return n; } Use(\"X\" + F(1) + F(7));", "X27")]
    [InlineData("class P { public List<int> L { get; init; } = new() { 1, 2 }; public int[] A = { 3 }; public int N => L.Count; } "
        + "Use(\"X\" + new P().N + new P().A[0]);", "X23")]
    [InlineData("record R(int A, double[] B) { public double Sum() { double s = A; foreach (var b in B) s += b; return s; } } Use(\"X\" "
        + "+ new R(1, new double[2]).Sum());", "X1")]
    [InlineData("void G() { int x; try { x = 1; } finally { x = 2; } void F(out int y) { try { } finally { y = 3; } } F(out var z); "
        + "Use(\"X\" + x + z); } G();", "X23")]
    [InlineData("var grid = new double[3, 4]; var rows = new int[5][]; Use(\"X\" + grid.Length + rows.Length);", "X125")]
    [InlineData("var text = $\"\"\"{new[] { 1 }.Select(x => x + 1).First()} {{}}\"\"\"; ", "")]
    public void What_is_woven_does_what_was_written(string text, string symbol)
    {
        if (symbol.Length == 0) Scripts.Errors(text);
        else Assert.Equal([symbol], Scripts.Outline(text).Symbols);
    }
}
