using System.Diagnostics;

namespace StrategyHost.Benchmarks.Suite;

/// <summary>A crossover that notes how long the first and the last tenth of its bars took.</summary>
internal sealed class PacedCrossover(int bars) : Strategy
{
    private readonly long[] reached = new long[11];
    private int seen;

    /// <summary>The rate in the last tenth over that in the first. The first bars of all are left out: they are the run's start.</summary>
    public double LastOverFirst => (double)(reached[1] - reached[0]) / (reached[10] - reached[9]);

    protected override void Declare()
    {
        var quick = Sma("X", 10);
        var calm = Sma("X", 50);
        int tenth = bars / 10;
        OnBar("X", _ =>
        {
            if (++seen % tenth == 0) reached[seen / tenth] = Stopwatch.GetTimestamp();
            if (seen == 1) reached[0] = Stopwatch.GetTimestamp();
            if (!calm.IsReady) return;
            if (quick > calm && Position("X").IsFlat) Buy("X", 10);
            if (quick <= calm && Position("X").IsLong) Close("X");
        });
    }
}
