using StrategyHost.Engine.Runs;
using StrategyHost.Scripting.Compilation;
using StrategyHost.Scripting.Packages;

namespace StrategyHost.Scripting.Tests.Packages;

/// <summary>What a script may refer to with <c>#r</c>.</summary>
public sealed class LibraryTests : IDisposable
{
    private const string UsesLibrary =
        "#r \"MathNet.Numerics.dll\"\nusing MathNet.Numerics.Statistics;\nUse(\"X\" + new[] { 1.0, 5.0 }.Mean());";
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("strategyhost-");

    public LibraryTests()
    {
        Directory.CreateDirectory(Lib);
        File.Copy(Path.Combine(AppContext.BaseDirectory, "MathNet.Numerics.dll"), Path.Combine(Lib, "MathNet.Numerics.dll"));
    }

    private string Lib => Path.Combine(folder.FullName, "lib");

    public void Dispose() => folder.Delete(recursive: true);

    private CompiledScript Compile(string text, ScriptTrust trust) =>
        new ScriptCompiler(new CompileSettings { Trust = trust }).Compile(new ScriptSource(Path.Combine(folder.FullName, "a.csx"), text),
            TestContext.Current.CancellationToken);

    private string Refusal(string text, ScriptTrust trust) => Assert.Throws<ScriptException>(() => Compile(text, trust)).Message;

    [Fact]
    public void An_assembly_of_the_allowed_folder_is_used()
    {
        using var script = Compile(UsesLibrary, new ScriptTrust { Assemblies = Lib });
        Assert.Equal(["X3"], StrategyOutline.Of(script.CreateStrategy()).Symbols);
    }

    [Fact]
    public void A_compiled_script_is_not_used_when_its_library_is_not_allowed_any_more()
    {
        string path = Path.Combine(folder.FullName, "a.csx");
        File.WriteAllText(path, UsesLibrary);
        var loader =
            new ScriptLoader(Path.Combine(folder.FullName, "cache"), new CompileSettings { Trust = new ScriptTrust { Assemblies = Lib } });
        loader.Load(path, TestContext.Current.CancellationToken).Dispose();
        using (var again = loader.Load(path, TestContext.Current.CancellationToken)) Assert.True(again.IsFromCache);
        Assert.Throws<ScriptException>(() => loader.With(new CompileSettings()).Load(path, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("../a.dll")]
    [InlineData("/etc/passwd")]
    [InlineData("nope.dll")]
    [InlineData("linked.dll")]
    public void Nothing_outside_of_it_is_found(string reference)
    {
        File.WriteAllText(Path.Combine(folder.FullName, "a.dll"), "");
        File.CreateSymbolicLink(Path.Combine(Lib, "linked.dll"), Path.Combine(AppContext.BaseDirectory, "xunit.v3.core.dll"));
        Assert.Contains("a.csx(1,1): error SH1005: there is no such assembly",
            Refusal($"#r \"{reference}\"\nUse(\"X\");", new ScriptTrust { Assemblies = Lib }), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("#r \"System.Private.CoreLib.dll\"", "this is a part of .NET")]
    [InlineData("#r \"nuget: MathNet.Numerics, 5.0.0\"",
        "the package MathNet.Numerics 5.0.0 is not restored: run 'strategyhost strategies restore'")]
    [InlineData("#r \"nuget: Other.Thing, 5.0.0\"", "the package Other.Thing is not trusted")]
    [InlineData("#r \"nuget: MathNet.Numerics\"", "this names no package: write #r \"nuget: Name, 1.2.3\"")]
    [InlineData("#r \"nuget: ../x, 1.0\"", "this names no package")]
    [InlineData("#r \"nuget: A, [1.0,2.0)\"", "this names no package")]
    [InlineData("#r \"nuget: A, *\"", "this names no package")]
    public void Every_refusal_says_what_to_do(string directive, string reason) =>
        Assert.Contains(reason, Refusal(directive + "\nUse(\"X\");", new ScriptTrust { Packages = ["MathNet.Numerics"], Assemblies = Lib }),
            StringComparison.Ordinal);

    [Fact]
    public void Trusting_a_library_does_not_open_the_platform() =>
        Assert.Contains("SH1001: a strategy cannot use System.IO.File",
            Refusal(UsesLibrary + "\nSystem.IO.File.Delete(\"x\");", new ScriptTrust { Assemblies = Lib }), StringComparison.Ordinal);

    [Fact]
    public void Packages_of_a_folder_are_listed_once_and_must_agree()
    {
        void Write(string name, string text) => File.WriteAllText(Path.Combine(folder.FullName, name), text);
        Write("a.csx", "#r \"nuget: B, 1.0.0\"\n#r \"nuget: A, 2.0.0\"");
        Write("b.csx", "// not #r \"nuget: C, 1.0.0\"\n  #r \"nuget: B, 1.0.0\"");
        Assert.Equal([new PackageId("A", "2.0.0"), new PackageId("B", "1.0.0")], PackageRestore.Named(folder.FullName));
        Write("c.csx", "#r \"nuget: B, 2.0.0\"");
        Assert.Contains("agree on one version", Assert.Throws<ScriptException>(() => PackageRestore.Named(folder.FullName)).Message,
            StringComparison.Ordinal);
    }
}
