using System.IO.MemoryMappedFiles;

namespace StrategyHost.Data.Store;

/// <summary>A bar file mapped into memory.</summary>
internal sealed unsafe class BarMapping : IDisposable
{
    private readonly MemoryMappedFile file;
    private readonly MemoryMappedViewAccessor view;
    private readonly byte* start;
    private bool isDisposed;

    public BarMapping(string path, long length)
    {
        file = MemoryMappedFile.CreateFromFile(path, FileMode.Open, mapName: null, capacity: 0, MemoryMappedFileAccess.Read);
        view = file.CreateViewAccessor(0, length, MemoryMappedFileAccess.Read);
        Length = length;
        byte* pointer = null;
        view.SafeMemoryMappedViewHandle.AcquirePointer(ref pointer);
        start = pointer + view.PointerOffset;
    }

    public long Length { get; }

    public ReadOnlySpan<byte> Bytes(long from, int count) => new(start + from, count);

    public ReadOnlyMemory<T> Column<T>(long from, int count)
        where T : unmanaged => new MappedColumn<T>(start + from, count).Memory;

    public void Dispose()
    {
        if (isDisposed) return;
        isDisposed = true;
        view.SafeMemoryMappedViewHandle.ReleasePointer();
        view.Dispose();
        file.Dispose();
    }
}
