using System.Runtime.InteropServices;
using StrategyHost.Data.Calendars;

namespace StrategyHost.Data.Store;

/// <summary>
/// Bars in a file, as columns one behind the other, little-endian: starts and ends (int64, ticks of 100 ns since the year
/// 1, UTC), then open, high, low, close and volume (float64). They begin at byte 4,096 behind a header with the number of
/// bars (int64 at byte 16) and a CRC-32C of the columns (uint32 at byte 12). A file is written beside the old one and
/// takes its place when it is whole.
/// </summary>
public static class BarFile
{
    /// <summary>The ending of the files' names.</summary>
    public const string Ending = ".bars";

    internal const int BytesPerBar = 7 * sizeof(long);

    /// <summary>The name of a symbol's file.</summary>
    public static string NameOf(string symbol, Resolution resolution) => $"{Uri.EscapeDataString(symbol)}.{resolution}{Ending}";

    /// <summary>Writes a series, in place of an earlier one.</summary>
    /// <param name="path">The file.</param>
    /// <param name="series">The bars.</param>
    /// <param name="source">Where they came from.</param>
    /// <exception cref="DataException">The file cannot be written. An earlier one is as it was.</exception>
    public static void Write(string path, BarSeries series, string source)
    {
        string unfinished = path + ".tmp";
        try
        {
            using (var file = new FileStream(unfinished, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16))
            {
                file.Write(new byte[BarFileHeader.Size]);
                var checksum = new Checksum();
                WriteColumn(file, series.Times.Starts, checksum);
                WriteColumn(file, series.Times.Ends, checksum);
                foreach (var column in series.Numbers) WriteColumn(file, column, checksum);
                var notes = new BarFileNotes(series.Instrument, series.Resolution.ToString(), series.Calendar.Zone,
                    series.Calendar.PeriodsPerYear, source);
                file.Position = 0;
                file.Write(new BarFileHeader(series.Count, checksum.Value, notes).ToBytes());
                file.Flush(flushToDisk: true);
            }

            File.Move(unfinished, path, overwrite: true);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new DataException($"{path} cannot be written: {failure.Message}", failure);
        }
    }

    /// <summary>Maps a file's bars into memory.</summary>
    /// <param name="path">The file.</param>
    /// <param name="actions">Splits and dividends of the instrument; null for none.</param>
    /// <exception cref="DataException">The file is missing or damaged.</exception>
    public static BarSeries Open(string path, IReadOnlyList<CorporateAction>? actions = null)
    {
        var header = ReadHeader(path);
        int count = checked((int)header.Count);
        var mapping = new BarMapping(path, BarFileHeader.Size + (header.Count * BytesPerBar));
        var checksum = new Checksum();
        long column = header.Count * sizeof(long);
        for (int i = 0; i < 7; i++) checksum.Add(mapping.Bytes(BarFileHeader.Size + (i * column), checked((int)column)));
        if (checksum.Value != header.Checksum)
        {
            mapping.Dispose();
            throw new DataException($"{path} is damaged: its checksum does not fit its bars. Import the data anew.");
        }

        var notes = header.Notes;
        TradingCalendar calendar = notes.Instrument.Calendar.Length > 0
            ? TradingCalendars.Find(notes.Instrument.Calendar)
            : new UnscheduledCalendar(TimeZones.Find(notes.Zone), notes.PeriodsPerYear);
        ReadOnlyMemory<double> Numbers(int index) => mapping.Column<double>(BarFileHeader.Size + (index * column), count);
        return new BarSeries(
            notes.Instrument, calendar, Resolution.Parse(notes.Resolution),
            mapping.Column<long>(BarFileHeader.Size, count), mapping.Column<long>(BarFileHeader.Size + column, count),
            Numbers(2), Numbers(3), Numbers(4), Numbers(5), Numbers(6), mapping)
        {
            Actions = actions ?? [],
        };
    }

    /// <summary>Where the bars of a file came from, as the import was told.</summary>
    /// <exception cref="DataException">The file is missing or damaged.</exception>
    public static string SourceOf(string path) => ReadHeader(path).Notes.Source;

    internal static BarFileHeader ReadHeader(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            var bytes = new byte[BarFileHeader.Size];
            int read = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            return BarFileHeader.Read(path, bytes.AsSpan(0, read), file.Length);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new DataException($"{path} cannot be read: {failure.Message}", failure);
        }
    }

    private static void WriteColumn<T>(FileStream file, ReadOnlyMemory<T> column, Checksum checksum)
        where T : unmanaged
    {
        var bytes = MemoryMarshal.AsBytes(column.Span);
        checksum.Add(bytes);
        file.Write(bytes);
    }
}
