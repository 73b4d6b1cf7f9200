using System.Collections.Concurrent;

namespace PracticeBroker;

/// <summary>What is to go wrong: how often yet, by kind.</summary>
public sealed class Faults
{
    private readonly ConcurrentDictionary<string, int> left = new(StringComparer.Ordinal);

    /// <summary>The kinds that there are.</summary>
    public static IReadOnlyList<string> Kinds { get; } =
    [
        "reset", // the connection breaks before a request is done
        "lost-answer", // a request is done, and the connection breaks before the answer
        "limit", // 429, try again in a moment
        "error", // 500
        "slow", // a second passes before the answer
        "drop-stream", // the stream of reports breaks
        "mute-stream", // the stream says nothing more, not even that it is alive
        "twice", // a report comes twice
        "swap", // two reports come in the other order
    ];

    /// <summary>Lets a kind of fault happen some times.</summary>
    public void Add(string kind, int times) => left.AddOrUpdate(kind, times, (_, before) => before + times);

    /// <summary>Whether a kind of fault is to happen now; it has then happened.</summary>
    public bool Take(string kind)
    {
        while (left.TryGetValue(kind, out int count) && count > 0)
        {
            if (left.TryUpdate(kind, count - 1, count)) return true;
        }

        return false;
    }
}
