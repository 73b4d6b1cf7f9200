using System.Text;

namespace StrategyHost.Scripting.Tests;

public sealed class ScriptFileTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("strategyhost-");

    public void Dispose() => folder.Delete(recursive: true);

    private string Write(string name, byte[] bytes)
    {
        string path = Path.Combine(folder.FullName, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    private static ScriptException Refused(string path) =>
        Assert.Throws<ScriptException>(() => new ScriptCompiler().Compile(path, TestContext.Current.CancellationToken));

    [Fact]
    public void A_file_that_is_not_there_is_named()
    {
        Assert.Equal("There is no script nope.csx: give the path of a .csx or .cs file.", Refused("nope.csx").Message);
        Assert.Contains("is a folder", Refused(folder.FullName).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_no_text_is_refused()
    {
        Assert.Contains("the file is empty", Refused(Write("a.csx", [])).Message, StringComparison.Ordinal);
        Assert.Contains("holds zero bytes", Refused(Write("b.csx", [65, 0, 66])).Message, StringComparison.Ordinal);
        Assert.Contains("save it as UTF-8", Refused(Write("c.csx", [0xff, 0xfe, 0xc3, 0x28])).Message, StringComparison.Ordinal);
        Assert.Contains("5 MB long", Refused(Write("d.csx", new byte[5 * 1024 * 1024])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_byte_order_mark_does_no_harm()
    {
        string path = Write("bom.csx", [0xef, 0xbb, 0xbf, .. Encoding.UTF8.GetBytes("OnBar(\"Ä\", b => { });")]);
        using var script = new ScriptCompiler().Compile(path, TestContext.Current.CancellationToken);
        Assert.Equal("bom", script.Name);
    }

    [Fact]
    public void A_folder_lists_scripts_and_leaves_parts_out()
    {
        foreach (var name in new[] { "b.csx", "a.cs", "_part.csx", ".hidden.csx", "notes.txt" }) Write(name, [65]);
        Assert.Equal(["a.cs", "b.csx"], ScriptFolder.Scripts(folder.FullName).Select(Path.GetFileName));
    }

    [Fact]
    public void Every_template_compiles_and_declares_something()
    {
        Assert.Equal(["class", "crossover", "orders"], ScriptTemplates.Names);
        foreach (var name in ScriptTemplates.Names) Assert.NotEmpty(Scripts.Outline(ScriptTemplates.Text(name, "my_idea")).Symbols);
        Assert.Throws<ArgumentException>(() => ScriptTemplates.Text("nope", "x"));
    }
}
