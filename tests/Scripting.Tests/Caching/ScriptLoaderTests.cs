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
