using System.Text;

namespace StrategyHost.Cli.Output;

/// <summary>Reads a log that grows: first what there is, then what has come since, over all of its files.</summary>
/// <param name="state">The folder of the service's state.</param>
internal sealed class LogTail(string state) : IDisposable
{
    private readonly StringBuilder begun = new();
    private string? path;
    private StreamReader? reader;

    /// <summary>The entries since this was called last.</summary>
    public IEnumerable<LogEntry> Read()
    {
        while (true)
        {
            while (NextLine() is { } line)
            {
                if (LogEntry.Read(line) is { } entry) yield return entry;
            }

            var next = LiveLog.FilesIn(state).FirstOrDefault(f => path is null || string.CompareOrdinal(f, path) > 0);
            if (next is null) yield break;
            reader?.Dispose();
            begun.Clear();
            path = next;
            reader = new StreamReader(new FileStream(next, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => reader?.Dispose();

    /// <summary>The next line that is whole; null while it has not ended.</summary>
    private string? NextLine()
    {
        while (reader?.Read() is { } read and >= 0)
        {
            if (read != '\n')
            {
                begun.Append((char)read);
                continue;
            }

            string line = begun.ToString();
            begun.Clear();
            return line;
        }

        return null;
    }
}
