using System.Diagnostics;
using System.Globalization;
using StrategyHost.Live.Brokers;

namespace StrategyHost.Cli.Commands;

/// <summary>
/// Kills the host at a point of an order's path, to see that nothing is lost: <c>STRATEGYHOST_CRASH_AT=Durable:3</c> when the third order
/// has become durable. <see cref="OrderPathPoint"/> names the points.
/// </summary>
internal sealed class CrashPoint
{
    private const string Variable = "STRATEGYHOST_CRASH_AT";
    private readonly OrderPathPoint point;
    private readonly int times;
    private int passed;

    private CrashPoint(OrderPathPoint point, int times)
    {
        this.point = point;
        this.times = times;
    }

    /// <summary>What is to be told of points; null when the variable is not set.</summary>
    /// <exception cref="UsageException">It names no point.</exception>
    public static Action<OrderPathPoint, string>? FromEnvironment()
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } text) return null;
        var parts = text.Split(':');
        if (!Enum.TryParse<OrderPathPoint>(parts[0], out var point)
            || !int.TryParse(parts.ElementAtOrDefault(1) ?? "1", NumberStyles.None, CultureInfo.InvariantCulture, out int times))
            throw new UsageException(
                $"{Variable} is '{text}', and must be one of {string.Join(", ", Enum.GetNames<OrderPathPoint>())}, such as Durable:3.");
        return new CrashPoint(point, times).Pass;
    }

    private void Pass(OrderPathPoint at, string clientId)
    {
        if (at != point || Interlocked.Increment(ref passed) != times) return;
        using var own = Process.GetCurrentProcess();
        own.Kill();
        own.WaitForExit(); // Nothing is done after this point.
    }
}
