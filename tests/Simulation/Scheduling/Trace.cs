using System.Globalization;

namespace StrategyHost.Simulation.Scheduling;

/// <summary>The latest of what has happened, line by line, when it is kept at all. Nothing is formatted while it is not.</summary>
internal sealed class Trace
{
    private const int Most = 2000;
    private readonly Queue<string> lines = new();

    /// <summary>Whether lines are kept.</summary>
    public bool IsKept { get; set; }

    /// <summary>A number that all lines so far have made, in their order: two runs with the same lines have the same.</summary>
    public ulong Hash { get; private set; } = 14695981039346656037;

    /// <summary>The latest lines, oldest first.</summary>
    public IReadOnlyCollection<string> Lines => lines;

    /// <summary>Adds a line. Ask <see cref="IsKept"/> before the text is made.</summary>
    /// <param name="time">When, UTC.</param>
    /// <param name="actor">Who.</param>
    /// <param name="text">What.</param>
    public void Add(DateTime time, string actor, string text)
    {
        if (!IsKept) return;
        string line = string.Create(CultureInfo.InvariantCulture, $"{time:HH:mm:ss.fff} {actor,-9} {text}");
        foreach (char letter in line) Hash = (Hash ^ letter) * 1099511628211;
        lines.Enqueue(line);
        if (lines.Count > Most) lines.Dequeue();
    }
}
