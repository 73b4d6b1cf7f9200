using System.Numerics;
using System.Runtime.InteropServices;

namespace StrategyHost.Data.Store;

/// <summary>CRC-32C over parts of whole eight-byte words.</summary>
internal sealed class Checksum
{
    private uint crc = uint.MaxValue;

    public uint Value => ~crc;

    public void Add(ReadOnlySpan<byte> words)
    {
        foreach (ulong word in MemoryMarshal.Cast<byte, ulong>(words)) crc = BitOperations.Crc32C(crc, word);
    }
}
