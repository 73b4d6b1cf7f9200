using System.IO.Compression;

namespace StrategyHost.Data.Csv;

/// <summary>A text that bars are read from: a file, a gzipped file, or an entry of a zip archive.</summary>
/// <param name="Name">How messages call it.</param>
/// <param name="Path">The file that holds it.</param>
/// <param name="Entry">The entry's name in a zip archive; null for a file that is not one.</param>
internal sealed record TextSource(string Name, string Path, string? Entry)
{
    /// <summary>The texts in a file.</summary>
    /// <exception cref="DataException">There is no such file, or it is no archive that can be read.</exception>
    public static IReadOnlyList<TextSource> In(string path)
    {
        if (!File.Exists(path)) throw new DataException($"There is no file {path}.");
        if (!path.EndsWith(".zip", StringComparison.OrdinalIgnoreCase)) return [new TextSource(path, path, null)];
        try
        {
            using var archive = ZipFile.OpenRead(path);
            var entries = archive.Entries.Where(e => e.Length > 0).Select(e => e.FullName).Order(StringComparer.Ordinal);
            return [.. entries.Select(e => new TextSource($"{path}/{e}", path, e))];
        }
        catch (Exception failure) when (failure is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            throw new DataException($"{path} is not a zip archive that can be read: {failure.Message}", failure);
        }
    }

    /// <summary>Opens the text for reading.</summary>
    /// <exception cref="DataException">It cannot be opened.</exception>
    public LineReader Open()
    {
        try
        {
            return new LineReader(OpenStream(), Name);
        }
        catch (Exception failure) when (failure is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            throw new DataException($"{Name} cannot be read: {failure.Message}", failure);
        }
    }

    private Stream OpenStream()
    {
        if (Entry is not null)
        {
            var archive = ZipFile.OpenRead(Path);
            return new OwnedStream(archive.GetEntry(Entry)!.Open(), archive);
        }

        var file = File.OpenRead(Path);
        return Path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(file, CompressionMode.Decompress) : file;
    }
}
