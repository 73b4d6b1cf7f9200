using System.Numerics;
using System.Runtime.InteropServices;

namespace StrategyHost.Data.Store;

/// <summary>
/// CRC-32C over parts of whole eight-byte words. A step waits for the one before it, so a long part is gone through in three
/// places at once; what the places give is joined by the arithmetic of polynomials over two elements that a CRC is.
/// </summary>
internal sealed class Checksum
{
    private const int ShortWords = 1024;
    private const uint Polynomial = 0x82F63B78; // Bit-reversed, as the instruction has it: the highest bit is x to the power of 0.
    private const uint One = 0x8000_0000;
    private uint crc = uint.MaxValue;

    public uint Value => ~crc;

    public void Add(ReadOnlySpan<byte> bytes)
    {
        var words = MemoryMarshal.Cast<byte, ulong>(bytes);
        int third = words.Length / 3;
        if (third > ShortWords)
        {
            AddThirds(words[..third], words.Slice(third, third), words.Slice(2 * third, third));
            words = words[(3 * third)..];
        }

        foreach (ulong word in words) crc = BitOperations.Crc32C(crc, word);
    }

    private void AddThirds(ReadOnlySpan<ulong> first, ReadOnlySpan<ulong> second, ReadOnlySpan<ulong> third)
    {
        uint ofFirst = crc;
        uint ofSecond = 0;
        uint ofThird = 0;
        second = second[..first.Length]; // So that the compiler sees that one check is enough.
        third = third[..first.Length];
        for (int i = 0; i < first.Length; i++)
        {
            ofFirst = BitOperations.Crc32C(ofFirst, first[i]);
            ofSecond = BitOperations.Crc32C(ofSecond, second[i]);
            ofThird = BitOperations.Crc32C(ofThird, third[i]);
        }

        uint behind = PowerOfX(64L * first.Length);
        crc = Multiply(Multiply(ofFirst, behind) ^ ofSecond, behind) ^ ofThird;
    }

    /// <summary>x to a power, modulo the polynomial: what so many bits behind a part multiply its checksum by.</summary>
    private static uint PowerOfX(long exponent)
    {
        uint power = One;
        for (uint square = One >> 1; exponent > 0; exponent >>= 1, square = Multiply(square, square))
        {
            if ((exponent & 1) == 1) power = Multiply(power, square);
        }

        return power;
    }

    /// <summary>The product modulo the polynomial.</summary>
    private static uint Multiply(uint left, uint right)
    {
        uint product = 0;
        for (uint bit = One; bit != 0; bit >>= 1)
        {
            if ((left & bit) != 0) product ^= right;
            right = (right & 1) == 0 ? right >> 1 : (right >> 1) ^ Polynomial;
        }

        return product;
    }
}
