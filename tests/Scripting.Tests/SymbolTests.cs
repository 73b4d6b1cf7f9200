using System.IO.Compression;
using System.Reflection.Metadata;
using System.Text;
using StrategyHost.Scripting.Compilation;

namespace StrategyHost.Scripting.Tests;

/// <summary>What debuggers get to see.</summary>
public sealed class SymbolTests : IDisposable
{
    private static readonly Guid EmbeddedSource = new("0E8A571B-6926-466E-B4AD-8AB04611F5FE");
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("strategyhost-");

    public void Dispose() => folder.Delete(recursive: true);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void They_hold_the_source_as_it_was_written_under_its_full_path(bool isDebuggable)
    {
        string text = "int Twice(int n) => 2 * n;\n" + string.Concat(Enumerable.Repeat("// a comment that makes the file longer\n", 20))
            + "Use(\"X\" + Twice(2));\n";
        var image = new ScriptCompiler(isDebuggable ? CompileSettings.ForDebugging : new CompileSettings())
            .CompileToImage(new ScriptSource(Path.GetRelativePath(Environment.CurrentDirectory, Path.Combine(folder.FullName, "a.csx")),
                text), TestContext.Current.CancellationToken);
        using var provider = MetadataReaderProvider.FromPortablePdbStream(new MemoryStream(image.Symbols));
        var reader = provider.GetMetadataReader();
        var document = Assert.Single(reader.Documents);
        Assert.Equal(Path.Combine(folder.FullName, "a.csx"), reader.GetString(reader.GetDocument(document).Name));
        Assert.Equal(text, Source(reader, document));
    }

    private static string Source(MetadataReader reader, DocumentHandle document)
    {
        var information = reader.GetCustomDebugInformation(document).Select(reader.GetCustomDebugInformation)
            .Single(i => reader.GetGuid(i.Kind) == EmbeddedSource);
        byte[] blob = reader.GetBlobBytes(information.Value);
        int length = BitConverter.ToInt32(blob);
        if (length == 0) return Encoding.UTF8.GetString(blob, 4, blob.Length - 4);
        using var unpacked = new DeflateStream(new MemoryStream(blob, 4, blob.Length - 4), CompressionMode.Decompress);
        using var text = new StreamReader(unpacked, Encoding.UTF8);
        return text.ReadToEnd();
    }
}
