using System.Collections;

namespace StrategyHost.Budgets;

/// <summary>A lazy sequence whose every step is counted.</summary>
internal sealed class GuardedSequence<T>(IEnumerable<T> inner) : IEnumerable<T>
{
    public IEnumerator<T> GetEnumerator()
    {
        Budget.Spend();
        return new Enumerator(inner.GetEnumerator());
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private sealed class Enumerator(IEnumerator<T> inner) : IEnumerator<T>
    {
        public T Current => inner.Current;

        object? IEnumerator.Current => Current;

        public bool MoveNext()
        {
            Budget.Spend();
            return inner.MoveNext();
        }

        public void Reset() => inner.Reset();

        public void Dispose() => inner.Dispose();
    }
}
