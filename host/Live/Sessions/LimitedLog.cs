using StrategyHost.Engine.Runs;

namespace StrategyHost.Live.Sessions;

/// <summary>
/// Passes on so many lines of a session as leave room for those of others: what is beyond is left out at once, counted, and said; nobody
/// waits. Warnings and errors have a burst and a rate of their own, so that a script's chatter does not push them out. Used by one thread
/// at a time.
/// </summary>
/// <param name="inner">Takes the lines.</param>
/// <param name="clock">The host's time.</param>
/// <param name="sharers">How many deployments share the log, from 1.</param>
internal sealed class LimitedLog(IRunLog inner, TimeProvider clock, int sharers) : IRunLog
{
    /// <summary>How many lines may come at once.</summary>
    public const int Burst = 1_000;

    /// <summary>How many lines may come in each second beyond that.</summary>
    public const int PerSecond = 20;

    /// <summary>How long a line may be, in characters: a longer one is cut.</summary>
    public const int LongestLine = 4_000;

    /// <summary>How much of the log's files all sessions together may fill in a day (UTC), in bytes; each has an equal part of
    /// it.</summary>
    public const long AllOfADay = 128L * 1024 * 1024;

    /// <summary>How often it is said how many lines were left out.</summary>
    public static readonly TimeSpan BetweenCounts = TimeSpan.FromMinutes(10);

    /// <summary>What a line takes in a file beside its text, which stands there twice.</summary>
    private const int Frame = 400;
    private double tokens = Burst;
    private double severeTokens = Burst;
    private DateTime latest = clock.GetUtcNow().UtcDateTime;
    private DateTime? said;
    private long written;
    private long leftOut;

    /// <inheritdoc/>
    public void Write(DateTime time, LogLevel level, string message)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        if (now.Date != latest.Date) written = 0;
        double more = Math.Max(0, (now - latest).TotalSeconds) * PerSecond;
        tokens = Math.Min(Burst, tokens + more);
        severeTokens = Math.Min(Burst, severeTokens + more);
        latest = now;
        if (message.Length > LongestLine) message = message[..LongestLine] + "…";
        SayCount(time, now);
        long length = (2L * message.Length) + Frame;
        bool isSevere = level >= LogLevel.Warning;
        double left = isSevere ? severeTokens : tokens;
        if (left >= 1 && written + length <= AllOfADay / sharers)
        {
            if (isSevere) severeTokens--;
            else tokens--;
            written += length;
            inner.Write(time, level, message);
            return;
        }

        leftOut++;
        if (said is not null) return;
        said = now;
        string what = left < 1
            ? FormattableString.Invariant($"the session writes more than {PerSecond} lines a second into the log")
            : FormattableString.Invariant(
                $"the session has filled its part of the log for today (UTC), {AllOfADay / sharers / 1024:N0} KB");
        inner.Write(time, LogLevel.Warning, $"{what}: what is beyond is left out, and counted");
    }

    /// <summary>Says how many lines were left out and not said yet.</summary>
    public void End()
    {
        if (leftOut > 0) SayCount(clock.GetUtcNow().UtcDateTime);
    }

    private void SayCount(DateTime time, DateTime now)
    {
        if (said is not { } since || (now - since).Duration() < BetweenCounts) return;
        said = leftOut > 0 ? now : null;
        if (leftOut > 0) SayCount(time);
    }

    private void SayCount(DateTime time)
    {
        inner.Write(time, LogLevel.Warning, FormattableString.Invariant($"{leftOut:N0} lines of the session were left out"));
        leftOut = 0;
    }
}
