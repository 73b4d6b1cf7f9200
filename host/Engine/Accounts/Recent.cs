using System.Collections;

namespace StrategyHost.Engine.Accounts;

/// <summary>
/// What has been added, in order, of which the oldest may leave memory: each keeps the number that it was added under. As a list it is
/// what is in memory. Not safe for several threads.
/// </summary>
/// <typeparam name="T">What it holds.</typeparam>
public sealed class Recent<T> : IReadOnlyList<T>
{
    private readonly List<T> items = [];

    /// <summary>How many have been added, those that have left memory included.</summary>
    public int Made => Left + items.Count;

    /// <summary>How many have left memory: the number of the oldest that is there.</summary>
    public int Left { get; private set; }

    /// <summary>How many are in memory.</summary>
    public int Count => items.Count;

    /// <summary>One that is in memory, by its place there.</summary>
    public T this[int index] => items[index];

    /// <summary>One by its number, from 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It has left memory, or was never added.</exception>
    public T At(int number) => items[number - Left];

    /// <summary>Adds one.</summary>
    public void Add(T item) => items.Add(item);

    /// <summary>Lets all but the latest leave memory.</summary>
    public void KeepLatest(int count)
    {
        int leaving = items.Count - count;
        if (leaving <= 0) return;
        items.RemoveRange(0, leaving);
        Left += leaving;
    }

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator() => items.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
