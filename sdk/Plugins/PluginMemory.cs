using System.Text;

namespace StrategyHost.Plugins;

/// <summary>
/// Lines that a plugin must have again after a restart, such as which of its orders the broker calls what. A line is on the disk before
/// <see cref="Keep"/> returns; one that was cut off when the host was killed while it was written is there no more. Safe for several
/// threads.
/// </summary>
public sealed class PluginMemory : IDisposable
{
    private readonly Lock gate = new();
    private readonly FileStream? file;

    /// <summary>Opens a memory.</summary>
    /// <param name="folder">The plugin's folder, made when it is not there; null for a memory that forgets everything at the end.</param>
    /// <param name="name">The name of its file.</param>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    public PluginMemory(string? folder, string name)
    {
        if (folder is null) return;
        Directory.CreateDirectory(folder);
        file = new FileStream(Path.Combine(folder, name), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite);
        using var reader = new StreamReader(file, leaveOpen: true);
        string text = reader.ReadToEnd();
        int whole = text.LastIndexOf('\n') + 1;
        Lines = text[..whole].Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (whole < text.Length) file.SetLength(Encoding.UTF8.GetByteCount(text.AsSpan(0, whole)));
    }

    /// <summary>The lines that were kept before it was opened, oldest first.</summary>
    public IReadOnlyList<string> Lines { get; } = [];

    /// <summary>Keeps a line.</summary>
    /// <param name="line">The line, without a break in it.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Keep(string line)
    {
        if (file is null) return;
        lock (gate)
        {
            file.Seek(0, SeekOrigin.End);
            file.Write(Encoding.UTF8.GetBytes(line + '\n'));
            file.Flush(flushToDisk: true);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => file?.Dispose();
}
