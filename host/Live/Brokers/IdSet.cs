using System.Security.Cryptography;
using System.Text;

namespace StrategyHost.Live.Brokers;

/// <summary>
/// Ids that were seen, in 16 bytes each and as much again for room to grow: of each the first half of its SHA-256 is kept. That two of a
/// million million ids have the same one is less likely than one in 10 to the power of 14. Not safe for several threads.
/// </summary>
internal sealed class IdSet
{
    /// <summary>How many bytes of an id are hashed without an allocation.</summary>
    private const int ShortId = 256;
    private UInt128[] table = new UInt128[16];

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>Adds an id.</summary>
    /// <returns>Whether it was not there.</returns>
    public bool Add(string id)
    {
        if (4 * (Count + 1) > 3 * table.Length) Grow();
        if (!Put(table, HashOf(id))) return false;
        Count++;
        return true;
    }

    /// <summary>Whether an id is there.</summary>
    public bool Contains(string id)
    {
        var hash = HashOf(id);
        return table[PlaceOf(table, hash)] == hash;
    }

    private void Grow()
    {
        var larger = new UInt128[2 * table.Length];
        foreach (var hash in table)
        {
            if (hash != UInt128.Zero) Put(larger, hash);
        }

        table = larger;
    }

    private static bool Put(UInt128[] table, UInt128 hash)
    {
        int place = PlaceOf(table, hash);
        if (table[place] == hash) return false;
        table[place] = hash;
        return true;
    }

    /// <summary>Where a hash is, or is to be: the length of a table is a power of two.</summary>
    private static int PlaceOf(UInt128[] table, UInt128 hash)
    {
        int place = (int)(ulong)hash & (table.Length - 1);
        while (table[place] != UInt128.Zero && table[place] != hash) place = (place + 1) & (table.Length - 1);
        return place;
    }

    /// <summary>Never zero: that stands for an empty place.</summary>
    private static UInt128 HashOf(string id)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        int length = Encoding.UTF8.GetMaxByteCount(id.Length);
        Span<byte> bytes = length <= ShortId ? stackalloc byte[ShortId] : new byte[length];
        SHA256.HashData(bytes[..Encoding.UTF8.GetBytes(id, bytes)], hash);
        return BitConverter.ToUInt128(hash) | (UInt128.One << 127);
    }
}
