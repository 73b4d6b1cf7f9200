using System.Collections.Concurrent;

namespace StrategyHost.Cli.Output;

/// <summary>
/// Lines for a console, written by a thread of its own: whoever says something never waits for a pipe that nobody reads. 10,000 lines wait
/// at
/// most; what comes beyond is left out and counted, and the next line that finds room is preceded by one that says how many. Safe for
/// several threads.
/// </summary>
internal sealed class QueuedLines : IDisposable
{
    /// <summary>How many lines wait at most.</summary>
    public const int MostWaiting = 10_000;

    /// <summary>How long the end waits for what has not been written.</summary>
    public static readonly TimeSpan LastPatience = TimeSpan.FromSeconds(2);
    private readonly BlockingCollection<string> waiting = new(MostWaiting);
    private readonly TaskCompletionSource written = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock gate = new();
    private readonly TextWriter writer;
    private readonly Func<int, string> leftOut;
    private readonly TimeProvider clock;
    private int unsaid;

    /// <summary>A queue, and the thread that writes it.</summary>
    /// <param name="writer">Takes the lines. It may hang, or be gone.</param>
    /// <param name="leftOut">The line that says how many were left out.</param>
    /// <param name="clock">What measures how long the end waits.</param>
    public QueuedLines(TextWriter writer, Func<int, string> leftOut, TimeProvider clock)
    {
        this.writer = writer;
        this.leftOut = leftOut;
        this.clock = clock;
        new Thread(WriteAll) { IsBackground = true, Name = "console" }.Start();
    }

    /// <summary>How many lines were left out, or had not been written at the end.</summary>
    public int Lost { get; private set; }

    /// <summary>Says a line. Never waits.</summary>
    public void Add(string line)
    {
        lock (gate)
        {
            if (waiting.IsAddingCompleted) return;
            if (SaysLeftOut() && waiting.TryAdd(line)) return;
            unsaid++;
            Lost++;
        }
    }

    /// <summary>Writes what waits, for a while at most. What is said later is not written.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            if (waiting.IsAddingCompleted) return;
            SaysLeftOut();
            waiting.CompleteAdding();
        }

        Task.WaitAny(written.Task, Task.Delay(LastPatience, clock));
        lock (gate) Lost += waiting.Count;
    }

    /// <summary>Whether nothing is left out that has not been said.</summary>
    private bool SaysLeftOut()
    {
        if (unsaid == 0) return true;
        if (!waiting.TryAdd(leftOut(unsaid))) return false;
        unsaid = 0;
        return true;
    }

    private void WriteAll()
    {
        bool isGone = false;
        foreach (var line in waiting.GetConsumingEnumerable())
        {
            try
            {
                if (!isGone) writer.WriteLine(line);
            }
            catch (Exception failure) when (failure is IOException or ObjectDisposedException)
            {
                isGone = true; // Nobody is there to be told. The files have every line.
            }
        }

        written.SetResult();
    }
}
