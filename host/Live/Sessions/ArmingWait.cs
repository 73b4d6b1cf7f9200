using System.Globalization;
using StrategyHost.Live.Deployments;
using StrategyHost.Live.Files;

namespace StrategyHost.Live.Sessions;

/// <summary>
/// Where a deployment waits for somebody to arm it before its session begins: nothing of its script runs before that, so that orders of its
/// first events go to the broker. That it waits, and that it is armed, are files in the folder of its state.
/// </summary>
public static class ArmingWait
{
    private const string Waits = "waits-to-be-armed";
    private const string Armed = "armed";
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(500);

    /// <summary>The deployments of a running host that wait, by name.</summary>
    /// <param name="state">The folder in which all deployments keep their state.</param>
    public static IReadOnlyList<string> In(string state) => !Directory.Exists(state)
        ? []
        : [.. Directory.EnumerateDirectories(state).Where(IsWaiting).Select(d => Path.GetFileName(d)).Order(StringComparer.Ordinal)];

    /// <summary>Says that a deployment waits, and what ends that.</summary>
    public static string Sentence(string deployment) =>
        $"{deployment} waits to be armed: its session begins with 'strategyhost arm {deployment}'.";

    /// <summary>Whether a deployment of a running host waits.</summary>
    /// <param name="folder">The folder of its state.</param>
    internal static bool IsWaiting(string folder) => File.Exists(Path.Combine(folder, Waits)) && SessionFolder.IsClaimed(folder);

    /// <summary>Arms one that waits.</summary>
    /// <param name="folder">The folder of its state.</param>
    /// <param name="until">Until when, UTC; null for as long as nobody disarms it.</param>
    internal static void Arm(string folder, DateTime? until)
    {
        string unfinished = Path.Combine(folder, "." + Armed);
        PrivateFiles.Write(unfinished, (until?.Ticks ?? 0).ToString(CultureInfo.InvariantCulture));
        File.Move(unfinished, Path.Combine(folder, Armed), overwrite: true);
    }

    /// <summary>Waits until it is armed.</summary>
    /// <param name="folder">The folder of its state, which this process has claimed.</param>
    /// <param name="clock">What measures time.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <returns>Until when it is armed, UTC; null for as long as nobody disarms it.</returns>
    /// <exception cref="OperationCanceledException">The host ends.</exception>
    internal static async Task<DateTime?> WaitAsync(string folder, TimeProvider clock, CancellationToken cancellation)
    {
        string waits = Path.Combine(folder, Waits), armed = Path.Combine(folder, Armed);
        File.Delete(armed);
        PrivateFiles.Write(waits, "");
        try
        {
            while (!File.Exists(armed)) await Task.Delay(BetweenLooks, clock, cancellation);
            long until = long.Parse(await File.ReadAllTextAsync(armed, cancellation), CultureInfo.InvariantCulture);
            return until == 0 ? null : new DateTime(until, DateTimeKind.Utc);
        }
        finally
        {
            File.Delete(waits);
            File.Delete(armed);
        }
    }

    /// <summary>Says that a deployment waits, and has no session that could do what a command wants.</summary>
    internal static DeploymentException Nothing(string deployment) => new(
        $"{deployment} waits to be armed, and its session begins then: there is nothing that a command could be for. 'strategyhost arm "
            + $"{deployment}' begins it.");
}
