using System.Collections;

namespace StrategyHost.Budgets;

/// <summary>An ordered sequence whose every step is counted, and which cannot be ordered by one more key without end.</summary>
internal sealed class GuardedOrder<T>(IOrderedEnumerable<T> inner, int depth) : IOrderedEnumerable<T>
{
    private const int MostKeys = 100;

    public IOrderedEnumerable<T> CreateOrderedEnumerable<TKey>(Func<T, TKey> keySelector, IComparer<TKey>? comparer, bool descending)
    {
        if (depth == MostKeys) throw new InvalidOperationException($"A sequence cannot be ordered by more than {MostKeys} keys.");
        return new GuardedOrder<T>(inner.CreateOrderedEnumerable(keySelector, comparer, descending), depth + 1);
    }

    public IEnumerator<T> GetEnumerator() => new GuardedSequence<T>(inner).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
