using System.Buffers;

namespace StrategyHost.Data.Store;

/// <summary>A column of numbers where it lies in a mapped file.</summary>
internal sealed unsafe class MappedColumn<T>(byte* start, int count) : MemoryManager<T>
    where T : unmanaged
{
    public override Span<T> GetSpan() => new(start, count);

    public override MemoryHandle Pin(int elementIndex = 0) => new((T*)start + elementIndex);

    public override void Unpin()
    {
    }

    protected override void Dispose(bool disposing)
    {
    }
}
