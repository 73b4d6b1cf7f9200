using System.IO.Compression;

namespace StrategyHost.Data.Tests.Files;

/// <summary>A folder of its own for a test, gone afterwards.</summary>
public sealed class TemporaryFolder : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("strategyhost-");

    public string Path => folder.FullName;

    public string this[string name] => System.IO.Path.Combine(Path, name);

    /// <summary>Writes a text file and says its path.</summary>
    public string Write(string name, params string[] lines)
    {
        string path = Place(name);
        File.WriteAllLines(path, lines);
        return path;
    }

    /// <summary>Writes a zip archive with one entry and says its path.</summary>
    public string Zip(string name, string entry, params string[] lines)
    {
        string path = Place(name);
        using var archive = ZipFile.Open(path, ZipArchiveMode.Create);
        using var writer = new StreamWriter(archive.CreateEntry(entry).Open());
        foreach (var line in lines) writer.WriteLine(line);
        return path;
    }

    /// <summary>Writes a gzipped file and says its path.</summary>
    public string Gzip(string name, params string[] lines)
    {
        string path = Place(name);
        using var writer = new StreamWriter(new GZipStream(File.Create(path), CompressionMode.Compress));
        foreach (var line in lines) writer.WriteLine(line);
        return path;
    }

    public void Dispose() => folder.Delete(recursive: true);

    private string Place(string name)
    {
        string path = this[name];
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        return path;
    }
}
