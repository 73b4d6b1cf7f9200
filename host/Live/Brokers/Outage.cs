using System.Globalization;

namespace StrategyHost.Live.Brokers;

/// <summary>
/// Tells people of a broker that does not answer: once when that has lasted for a while, now and then while it lasts, and once when it is
/// over.
/// Single failures that the next attempt mends are not told. Safe for several threads.
/// </summary>
/// <param name="clock">What measures how long it lasts, whatever the time of day does meanwhile.</param>
/// <param name="tell">Takes a sentence, and whether it is good news.</param>
internal sealed class Outage(TimeProvider clock, Action<string, bool> tell)
{
    /// <summary>How long it may last before it is told.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>How often it is told while it lasts.</summary>
    public static readonly TimeSpan Again = TimeSpan.FromMinutes(10);
    private readonly Lock gate = new();
    private long? since;
    private long? told;

    /// <summary>An attempt has failed.</summary>
    public void Fail(string problem)
    {
        string? text = null;
        lock (gate)
        {
            since ??= clock.GetTimestamp();
            var lasted = clock.GetElapsedTime(since.Value);
            if (lasted >= Patience && (told is null || clock.GetElapsedTime(told.Value) >= Again))
            {
                told = clock.GetTimestamp();
                text = string.Create(CultureInfo.InvariantCulture,
                    $"the broker has not answered for {lasted.TotalSeconds:0} s, and is asked again and again: {problem.TrimEnd('.')}");
            }
        }

        if (text is not null) tell(text, false);
    }

    /// <summary>An attempt was answered.</summary>
    public void End()
    {
        string? text = null;
        lock (gate)
        {
            if (told is not null)
                text = string.Create(CultureInfo.InvariantCulture,
                    $"the broker answers again, after {clock.GetElapsedTime(since!.Value).TotalSeconds:0} s");
            since = told = null;
        }

        if (text is not null) tell(text, true);
    }
}
