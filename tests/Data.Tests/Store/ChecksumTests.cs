using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;
using StrategyHost.Data.Store;

namespace StrategyHost.Data.Tests.Store;

public class ChecksumTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3072)]
    [InlineData(3075)]
    [InlineData(3077)]
    [InlineData(100_001)]
    public void A_long_part_gives_what_its_words_give_one_after_the_other(int words)
    {
        var bytes = new byte[words * sizeof(ulong)];
        new Random(words).NextBytes(bytes);
        var checksum = new Checksum();

        checksum.Add(bytes);
        checksum.Add(bytes);

        Assert.Equal(~OneAfterTheOther(bytes, OneAfterTheOther(bytes, uint.MaxValue)), checksum.Value);
    }

    [Fact]
    public void It_is_the_checksum_of_RFC_3720()
    {
        var checksum = new Checksum();

        checksum.Add(new byte[32]); // The RFC's first example, in its appendix B.4.

        Assert.Equal(0x8A9136AAu, checksum.Value);
    }

    [Fact]
    public void A_single_bit_changes_it()
    {
        var bytes = Encoding.ASCII.GetBytes(new string('x', 80_000));
        var before = new Checksum();
        before.Add(bytes);
        bytes[41_000] ^= 1;
        var after = new Checksum();

        after.Add(bytes);

        Assert.NotEqual(before.Value, after.Value);
    }

    private static uint OneAfterTheOther(ReadOnlySpan<byte> bytes, uint crc)
    {
        foreach (ulong word in MemoryMarshal.Cast<byte, ulong>(bytes)) crc = BitOperations.Crc32C(crc, word);
        return crc;
    }
}
