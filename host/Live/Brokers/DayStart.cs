using System.Text.Json;
using StrategyHost.Live.Deployments;
using StrategyHost.Live.Files;

namespace StrategyHost.Live.Brokers;

/// <summary>What the sessions of an account were worth when the day began, midnight UTC, kept in a file: a restart begins no new day. Safe for several threads.</summary>
internal sealed class DayStart
{
    private readonly Lock gate = new();
    private readonly string path;
    private readonly TimeProvider clock;
    private Day day;

    /// <summary>The day of an account.</summary>
    /// <param name="folder">The folder of the account's state, which exists.</param>
    /// <param name="clock">What the time is.</param>
    /// <exception cref="DeploymentException">The file is none of ours.</exception>
    public DayStart(string folder, TimeProvider clock)
    {
        this.clock = clock;
        path = Path.Combine(folder, "day.json");
        day = File.Exists(path) ? Read(path) : new Day(Today, [], []);
    }

    private DateOnly Today => DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);

    /// <summary>How much all sessions that were seen since are worth less than when the day began, or when they did; below zero for a profit.</summary>
    public decimal Loss
    {
        get
        {
            lock (gate) return day.Date == Today ? day.Latest.Sum(l => day.Begun[l.Key] - l.Value) : 0;
        }
    }

    /// <summary>Takes what a session is worth.</summary>
    public void Mark(string prefix, decimal equity)
    {
        lock (gate)
        {
            if (day.Date != Today) day = new Day(Today, [], []);
            day.Latest[prefix] = equity;
            if (day.Begun.TryAdd(prefix, equity)) Write();
        }
    }

    /// <summary>Writes down what sessions are worth: one that rests is not marked again.</summary>
    public void Keep()
    {
        lock (gate) Write();
    }

    private static Day Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<Day>(File.ReadAllText(path))!;
        }
        catch (JsonException problem)
        {
            throw new DeploymentException($"{path} does not say what the account was worth when the day began: delete it, and the day begins with what there is now. {problem.Message}");
        }
    }

    private void Write()
    {
        PrivateFiles.Write(path, JsonSerializer.Serialize(day));
    }

    private sealed record Day(DateOnly Date, Dictionary<string, decimal> Begun, Dictionary<string, decimal> Latest);
}
