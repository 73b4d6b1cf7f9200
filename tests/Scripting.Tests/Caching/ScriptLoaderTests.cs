namespace StrategyHost.Scripting.Tests.Caching;

public sealed class ScriptLoaderTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("strategyhost-");

    public void Dispose() => folder.Delete(recursive: true);

    private string Cache => Path.Combine(folder.FullName, "cache");

    private string[] Entries => Directory.Exists(Cache) ? Directory.GetFiles(Cache) : [];

    private string Write(string name, string text)
    {
        string path = Path.Combine(folder.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }

    private IReadOnlyList<string> Symbols(string path)
    {
        using var script = new ScriptLoader(Cache, new Compilation.CompileSettings()).Load(path, TestContext.Current.CancellationToken);
        return Engine.Runs.StrategyOutline.Of(script.CreateStrategy()).Symbols;
    }

    [Fact]
    public void A_script_is_compiled_once()
    {
        string path = Write("a.csx", "OnBar(\"A\", b => { });");
        Assert.Equal(["A"], Symbols(path));
        string entry = Assert.Single(Entries);
        var written = File.GetLastWriteTimeUtc(entry);
        Assert.Equal(["A"], Symbols(path));
        Assert.Equal(written, File.GetLastWriteTimeUtc(Assert.Single(Entries)));
    }

    [Theory]
    [InlineData("class Idea : Strategy { protected override void Declare() => Use(\"C\"); }", "C")]
    [InlineData("Use(\"T\");", "T")]
    public void Both_forms_come_back_from_the_cache(string text, string symbol)
    {
        string path = Write("a.csx", text);
        Assert.Equal([symbol], Symbols(path));
        Assert.Equal([symbol], Symbols(path));
    }

    [Fact]
    public void A_change_of_the_script_or_of_what_it_loads_is_seen()
    {
        Write("_part.csx", "string Name() => \"P\";");
        string path = Write("a.csx", "#load \"_part.csx\"\nUse(Name());");
        Assert.Equal(["P"], Symbols(path));
        Write("_part.csx", "string Name() => \"Q\";");
        Assert.Equal(["Q"], Symbols(path));
        Write("a.csx", "#load \"_part.csx\"\nUse(Name() + \"2\");");
        Assert.Equal(["Q2"], Symbols(path));
    }

    [Fact]
    public void Copies_of_a_script_share_an_assembly_that_the_last_lets_go_of()
    {
        string text = "Use(\"A\");";
        Directory.CreateDirectory(Path.Combine(folder.FullName, "kept"));
        string first = Write("a.csx", text), second = Write("kept/a.csx", text);
        var loader = new ScriptLoader(Cache, new Compilation.CompileSettings()).ForCopies();
        var one = loader.Load(first, TestContext.Current.CancellationToken);
        var other = loader.Load(second, TestContext.Current.CancellationToken);
        Assert.Equal((second, one.Version), (other.Path, other.Version));
        Assert.Equal([second], other.Files);
        Assert.Same(one.Trace.Target, other.Trace.Target);
        one.Dispose();
        one.Dispose();
        Assert.False(one.IsUnloaded);
        Assert.Equal(["A"], Engine.Runs.StrategyOutline.Of(other.CreateStrategy()).Symbols);
        other.Dispose();
        Assert.True(other.IsUnloaded);
        using var again = loader.Load(first, TestContext.Current.CancellationToken);
        Assert.Equal(["A"], Engine.Runs.StrategyOutline.Of(again.CreateStrategy()).Symbols);
    }

    [Fact]
    public void A_copy_is_found_compiled_by_another_process()
    {
        Directory.CreateDirectory(Path.Combine(folder.FullName, "kept"));
        string first = Write("a.csx", "Use(\"A\");"), second = Write("kept/a.csx", "Use(\"A\");");
        using var one = new ScriptLoader(Cache, new Compilation.CompileSettings()).ForCopies()
            .Load(first, TestContext.Current.CancellationToken);
        using var other = new ScriptLoader(Cache, new Compilation.CompileSettings()).ForCopies()
            .Load(second, TestContext.Current.CancellationToken);
        Assert.Equal((false, true), (one.IsFromCache, other.IsFromCache));
    }

    [Fact]
    public void A_copy_loads_the_files_beside_it()
    {
        Directory.CreateDirectory(Path.Combine(folder.FullName, "kept"));
        string text = "#load \"_part.csx\"\nUse(Name());";
        Write("_part.csx", "string Name() => \"P\";");
        Write("kept/_part.csx", "string Name() => \"Q\";");
        string first = Write("a.csx", text), second = Write("kept/a.csx", text);
        var loader = new ScriptLoader(Cache, new Compilation.CompileSettings()).ForCopies();
        using var one = loader.Load(first, TestContext.Current.CancellationToken);
        using var other = loader.Load(second, TestContext.Current.CancellationToken);
        Assert.Equal(["Q"], Engine.Runs.StrategyOutline.Of(other.CreateStrategy()).Symbols);
        Assert.Equal(["P"], Engine.Runs.StrategyOutline.Of(one.CreateStrategy()).Symbols);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(40)]
    [InlineData(-1)]
    public void A_damaged_entry_is_compiled_again(int position)
    {
        string path = Write("a.csx", "Use(\"A\");");
        Symbols(path);
        string entry = Assert.Single(Entries);
        var bytes = File.ReadAllBytes(entry);
        bytes[position < 0 ? bytes.Length - 1 : position] ^= 1;
        File.WriteAllBytes(entry, bytes);
        Assert.Equal(["A"], Symbols(path));
        File.WriteAllBytes(entry, bytes[..20]);
        Assert.Equal(["A"], Symbols(path));
    }

    [Fact]
    public void Errors_are_told_each_time_and_never_kept()
    {
        string path = Write("a.csx", "nonsense();");
        Assert.Throws<ScriptException>(() => Symbols(path));
        Assert.Throws<ScriptException>(() => Symbols(path));
        Assert.Empty(Entries);
    }

    [Fact]
    public void A_cache_that_cannot_be_written_is_done_without()
    {
        File.WriteAllText(Cache, "this is a file");
        string path = Write("a.csx", "Use(\"A\");");
        Assert.Equal(["A"], Symbols(path));
    }

    [Fact]
    public void Many_at_once_share_the_cache()
    {
        string path = Write("a.csx", "Use(\"A\");");
        Parallel.For(0, 8, _ => Assert.Equal(["A"], Symbols(path)));
        Assert.Single(Entries);
    }
}
