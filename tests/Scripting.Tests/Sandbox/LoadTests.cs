namespace StrategyHost.Scripting.Tests.Sandbox;

/// <summary>What a script may load.</summary>
public sealed class LoadTests : IDisposable
{
    private const string Bar = "OnBar(\"X\", b => { });";
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("strategyhost-");

    public void Dispose() => folder.Delete(recursive: true);

    private string Write(string name, string text)
    {
        string path = Path.Combine(folder.FullName, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    private static CompiledScript Compile(string path) => new ScriptCompiler().Compile(path, TestContext.Current.CancellationToken);

    [Fact]
    public void Files_of_its_own_folder_and_below_are_loaded()
    {
        Write("strategies/parts/_sizes.csx", "int Size() => 5;");
        using var script = Compile(Write("strategies/a.csx", $"#load \"parts/_sizes.csx\"\n_ = Size(); {Bar}"));
        Assert.Equal("a", script.Name);
        using var relative = Compile(Path.GetRelativePath(Environment.CurrentDirectory, script.Path));
        Assert.Equal(2, relative.Files.Count);
    }

    [Fact]
    public void What_is_loaded_is_checked_like_the_script_itself()
    {
        Write("strategies/_evil.csx", "void Steal()\n{\n    System.IO.File.Delete(\"x\");\n}");
        var denied = Assert.Throws<ScriptException>(() => Compile(Write("strategies/a.csx", $"#load \"_evil.csx\"\nSteal(); {Bar}")));
        Assert.Contains("_evil.csx(3,5): error SH1001: a strategy cannot use System.IO.File", denied.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../outside.csx")]
    [InlineData("parts/../../outside.csx")]
    [InlineData("link.csx")]
    [InlineData("linked/outside.csx")]
    public void Files_outside_are_not_found_however_they_are_named(string path)
    {
        string outside = Write("outside.csx", "int Size() => 5;");
        Write("strategies/parts/x.csx", "");
        File.CreateSymbolicLink(Path.Combine(folder.FullName, "strategies", "link.csx"), outside);
        Directory.CreateSymbolicLink(Path.Combine(folder.FullName, "strategies", "linked"), folder.FullName);
        var denied = Assert.Throws<ScriptException>(() => Compile(Write("strategies/a.csx", $"#load \"{path}\"\n{Bar}")));
        Assert.Contains("a.csx(1,", denied.Message, StringComparison.Ordinal);
        Assert.Contains("CS1504", denied.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_circle_of_files_is_loaded_once()
    {
        Write("b.csx", "#load \"a.csx\"\nint B() => 1;");
        using var script = Compile(Write("a.csx", $"#load \"b.csx\"\n_ = B(); {Bar}"));
        Assert.Equal("a", script.Name);
    }
}
