using System.Runtime.CompilerServices;
using System.Text;

namespace StrategyHost.Reports.Tables;

/// <summary>The names of an enumeration as bytes, found once: a table has several in each row.</summary>
/// <typeparam name="TEnum">An enumeration of integers from 0 on, without gaps.</typeparam>
internal static class EnumText<TEnum>
    where TEnum : struct, Enum
{
    private static readonly byte[][] Names = [.. Enum.GetNames<TEnum>().Select(Encoding.UTF8.GetBytes)];

    /// <summary>The name of a value.</summary>
    public static ReadOnlySpan<byte> Of(TEnum value) => Names[Unsafe.BitCast<TEnum, int>(value)];
}
