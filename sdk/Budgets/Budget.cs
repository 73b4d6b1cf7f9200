using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace StrategyHost.Budgets;

/// <summary>
/// What the compiler weaves into a script, so that no loop, recursion or allocation of it goes on without end. Scripts
/// cannot call it themselves. What it counts belongs to the thread that runs the strategy.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Budget
{
    private const int Slice = 256;
    private const long LargeAllocation = 64 * 1024;

    [ThreadStatic]
    private static int left;

    [ThreadStatic]
    private static int slice;

    [ThreadStatic]
    private static nint stackFloor;

    [ThreadStatic]
    private static Meter? meter;

    /// <summary>Spends one step: stands at the start of every function and of every turn of a loop.</summary>
    /// <returns>True, so that it can stand in an expression.</returns>
    /// <exception cref="BudgetException">A limit of the event is exceeded.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Spend()
    {
        byte here = 0;
        if (--left < 0 | AddressOf(ref here) < stackFloor) Look(AddressOf(ref here) < stackFloor);
        return true;
    }

    /// <summary>
    /// Spends one step at the start of a <c>catch</c> or <c>finally</c>. Such a block runs above everything that the exception
    /// has left, and has no frame of its own to measure by: this call has.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static bool SpendInHandler() => Spend();

    /// <summary>Whether a <c>catch</c> of the script may catch: not once a limit is exceeded.</summary>
    public static bool MayCatch() => meter?.Fault is null;

    /// <summary>The length of an array that is about to be made.</summary>
    /// <param name="length">How many elements.</param>
    /// <param name="size">The size of one, in bytes.</param>
    /// <exception cref="BudgetException">So much memory is not in the event's limit.</exception>
    public static int Room(int length, int size)
    {
        Reserve(length, size);
        return length;
    }

    /// <inheritdoc cref="Room(int, int)"/>
    public static long Room(long length, int size)
    {
        Reserve(length, size);
        return length;
    }

    /// <inheritdoc cref="Room(int, int)"/>
    public static ulong Room(ulong length, int size)
    {
        Reserve((long)Math.Min(length, long.MaxValue), size);
        return length;
    }

    /// <summary>A lazy sequence that looks at the stack whenever it is asked, since sequences can be put into one another without
    /// end.</summary>
    public static IEnumerable<T> Guard<T>(IEnumerable<T> sequence) => new GuardedSequence<T>(sequence);

    /// <inheritdoc cref="Guard{T}(IEnumerable{T})"/>
    public static IOrderedEnumerable<T> Guard<T>(IOrderedEnumerable<T> sequence) => new GuardedOrder<T>(sequence, depth: 1);

    /// <summary>Lets a meter count what the thread spends from now on.</summary>
    /// <param name="metered">The meter; null for none.</param>
    /// <param name="stackBytes">How much more of the stack may be used; null to leave it unwatched.</param>
    internal static void Use(Meter? metered, long? stackBytes)
    {
        byte here = 0;
        meter = metered;
        left = slice = Slice;
        stackFloor = stackBytes is { } bytes ? AddressOf(ref here) - (nint)bytes : 0;
    }

    /// <summary>Begins a new event on this thread.</summary>
    /// <param name="steps">The most steps that it may take.</param>
    internal static void Refill(long steps) => left = slice = (int)Math.Min(Slice, steps);

    private static void Reserve(long length, int size)
    {
        if (length <= LargeAllocation / 8 || meter is not { } metered) return;
        metered.Reserve(length, size);
        left = 0;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Look(bool isStackLow)
    {
        int spent = slice - left;
        left = 0;
        meter?.Look(spent, isStackLow);
        left = slice;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nint AddressOf(ref byte local) => Unsafe.ByteOffset(ref Unsafe.NullRef<byte>(), ref local);
}
