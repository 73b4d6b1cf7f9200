using StrategyHost.Engine.Runs;
using StrategyHost.Engine.Tests.Supervision;
using StrategyHost.Scripting.Watching;

namespace StrategyHost.Scripting.Tests.Watching;

public sealed class ScriptWatchTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("strategyhost-");
    private readonly HandTime time = new();
    private readonly List<string> symbols = [];
    private readonly List<string> errors = [];
    private readonly ScriptLoader loader;

    public ScriptWatchTests() => loader = new ScriptLoader(Path.Combine(folder.FullName, "cache"), new Compilation.CompileSettings());

    public void Dispose() => folder.Delete(recursive: true);

    private string Write(string name, string text)
    {
        string path = Path.Combine(folder.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }

    private ScriptWatch Watch(string path) => new(
        loader, loader.Load(path, TestContext.Current.CancellationToken),
        s => symbols.AddRange(StrategyOutline.Of(s.CreateStrategy()).Symbols), e => errors.Add(e.Message), time);

    [Fact]
    public void A_saved_script_is_compiled_anew()
    {
        using var watch = Watch(Write("a.csx", "Use(\"A\");"));
        time.Pass(1);
        Assert.Empty(symbols);
        Write("a.csx", "Use(\"B\");");
        time.Pass(1);
        time.Pass(1);
        Assert.Equal(["B"], symbols);
    }

    [Fact]
    public void A_file_that_is_replaced_by_renaming_is_seen()
    {
        string path = Write("a.csx", "Use(\"A\");");
        using var watch = Watch(path);
        File.Delete(path);
        time.Pass(1);
        File.Move(Write("a.csx.tmp", "Use(\"B\");"), path);
        time.Pass(1);
        Assert.Equal(["B"], symbols);
        Assert.Empty(errors);
    }

    [Fact]
    public void Saving_the_same_text_again_is_no_change()
    {
        using var watch = Watch(Write("a.csx", "Use(\"A\");"));
        Write("a.csx", "Use(\"A\");");
        time.Pass(1);
        Assert.Empty(symbols);
    }

    [Fact]
    public void A_change_of_what_is_loaded_is_seen_also_when_it_is_loaded_only_now()
    {
        Write("_part.csx", "string Name() => \"P\";");
        using var watch = Watch(Write("a.csx", "Use(\"A\");"));
        Write("a.csx", "#load \"_part.csx\"\nUse(Name());");
        time.Pass(1);
        Write("_part.csx", "string Name() => \"Q\";");
        time.Pass(1);
        Assert.Equal(["P", "Q"], symbols);
    }

    [Fact]
    public void Errors_are_told_once_and_the_next_good_version_is_taken()
    {
        using var watch = Watch(Write("a.csx", "Use(\"A\");"));
        Write("a.csx", "nonsense();");
        time.Pass(1);
        time.Pass(1);
        Assert.Contains("CS0103", Assert.Single(errors), StringComparison.Ordinal);
        Write("a.csx", "Use(\"B\");");
        time.Pass(1);
        Assert.Equal(["B"], symbols);
    }

    [Fact]
    public void A_mistake_in_a_file_that_is_loaded_only_now_can_be_mended_there()
    {
        using var watch = Watch(Write("a.csx", "Use(\"A\");"));
        Write("_part.csx", "string Name() => nonsense;");
        Write("a.csx", "#load \"_part.csx\"\nUse(Name());");
        time.Pass(1);
        Assert.Contains("_part.csx(1,", Assert.Single(errors), StringComparison.Ordinal);
        Write("_part.csx", "string Name() => \"Q\";");
        time.Pass(1);
        Assert.Equal(["Q"], symbols);
    }

    [Fact]
    public void Nothing_is_told_after_the_end()
    {
        var watch = Watch(Write("a.csx", "Use(\"A\");"));
        watch.Dispose();
        Write("a.csx", "Use(\"B\");");
        time.Pass(1);
        Assert.Empty(symbols);
    }
}
