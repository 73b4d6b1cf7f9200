namespace StrategyHost.Engine.Orders;

/// <summary>
/// Orders that have left memory, in a few dozen bytes each: whatever is known of them can be read back, where something is still heard of
/// one. Not safe for several threads.
/// </summary>
internal sealed class OrderArchive
{
    /// <summary>The length of a block, in bytes. An order is in one block whole.</summary>
    private const int BlockLength = 1 << 16;
    private readonly List<byte[]> blocks = [];
    private readonly List<uint> places = [];
    private readonly OrderText text = new();
    private int used = BlockLength;

    /// <summary>How many bytes its blocks and its index take.</summary>
    public long Size => ((long)blocks.Count * BlockLength) + ((long)places.Capacity * sizeof(uint));

    /// <summary>Whether it has an order, by its number.</summary>
    public bool Has(long id) => id >= 0 && id < places.Count && places[(int)id] != 0;

    /// <summary>Keeps an order. One that it has is replaced.</summary>
    public void Add(Order order)
    {
        using var written = new MemoryStream();
        using var writer = new BinaryWriter(written);
        OrderBytes.Write(writer, order, text);
        writer.Flush();
        int length = (int)written.Length;
        if (used + length > BlockLength)
        {
            // One that is longer than a block, by its words, has a block of its own.
            blocks.Add(new byte[Math.Max(length, BlockLength)]);
            used = 0;
        }

        written.GetBuffer().AsSpan(0, length).CopyTo(blocks[^1].AsSpan(used));
        while (places.Count <= order.Id) places.Add(0);
        places[(int)order.Id] = checked((uint)(((long)(blocks.Count - 1) * BlockLength) + used + 1)); // 0 stands for none.
        used += length;
    }

    /// <summary>Reads an order back.</summary>
    public Order Read(long id)
    {
        uint place = places[(int)id] - 1;
        using var reader = new BinaryReader(new MemoryStream(blocks[(int)(place / BlockLength)], writable: false));
        reader.BaseStream.Position = place % BlockLength;
        return OrderBytes.Read(reader, id, text);
    }
}
