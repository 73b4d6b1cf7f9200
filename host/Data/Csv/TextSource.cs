using System.IO.Compression;
using System.Text;

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
            return new LineReader(OpenText(), Name);
        }
        catch (Exception failure) when (failure is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            throw new DataException($"{Name} cannot be read: {failure.Message}", failure);
        }
    }

    /// <summary>Opens the text so that its last line is read first, but without its first lines.</summary>
    /// <param name="linesToLeaveOut">How many lines that are not blank are left out at its beginning.</param>
    /// <exception cref="DataException">It cannot be opened, or is too long to be held in memory.</exception>
    public LineReader OpenReversed(int linesToLeaveOut)
    {
        var text = new MemoryStream();
        try
        {
            using var stream = OpenText();
            stream.CopyTo(text);
        }
        catch (Exception failure) when (failure is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            throw new DataException($"{Name} cannot be read: {failure.Message}", failure);
        }

        return new LineReader(ReversedLines.Of(text.GetBuffer().AsSpan(0, (int)text.Length), linesToLeaveOut, out int lines), Name, lines);
    }

    private Stream OpenText()
    {
        Span<byte> start = stackalloc byte[2];
        using (var stream = OpenStream())
        {
            if (stream.ReadAtLeast(start, 2, throwOnEndOfStream: false) < 2) return OpenStream();
        }

        Encoding? encoding = start switch
        {
            [0xFF, 0xFE] or [not 0, 0] => Encoding.Unicode,
            [0xFE, 0xFF] or [0, not 0] => Encoding.BigEndianUnicode,
            _ => null,
        };
        return encoding is null ? OpenStream() : Encoding.CreateTranscodingStream(OpenStream(), encoding, Encoding.UTF8);
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
