using StrategyHost.Engine.Runs;
using StrategyHost.Engine.Supervision;

namespace StrategyHost.Engine.Lookahead;

/// <summary>
/// Proves or refutes look-ahead by running a strategy again on data that is the same up to an instant: cut there, or
/// with noise behind it. Every decision up to the instant must come out the same.
/// </summary>
public sealed class LookaheadExam
{
    private const double FirstPart = 0.1;
    private const double LastPart = 0.95;
    private static readonly double[] HistoriesLeft = [0.95, 0.8, 0.6];
    private readonly Func<Func<string, BarSeries>, BacktestResult> run;
    private readonly Func<string, BarSeries> load;
    private readonly int seed;
    private readonly Dictionary<string, BarSeries> data = [];

    /// <summary>An exam of a strategy.</summary>
    /// <param name="run">Runs a fresh one on a source of bars, and records what it decides.</param>
    /// <param name="load">Gives the whole data of a symbol.</param>
    /// <param name="seed">What instants and noise start from.</param>
    public LookaheadExam(Func<Func<string, BarSeries>, BacktestResult> run, Func<string, BarSeries> load, int seed)
    {
        this.run = run;
        this.load = load;
        this.seed = seed;
    }

    /// <summary>Examines at a number of instants, the same on every call.</summary>
    public LookaheadVerdict Run(int instants, CancellationToken cancellation)
    {
        var whole = On(s => s, cancellation);
        var again = On(s => s, cancellation);
        var random = new Random(seed);
        var findings = new List<LookaheadFinding>();
        var span = whole.To - whole.From;
        for (int i = 0; i < instants; i++)
        {
            double part = FirstPart + ((LastPart - FirstPart) * (i + random.NextDouble()) / instants);
            var instant = whole.From + (span * part);
            int noise = random.Next();
            Compare(whole, On(s => SeriesSurgery.Cut(s, instant), cancellation), instant, "the data ends there", findings);
            Compare(whole, On(s => SeriesSurgery.Noise(s, instant, new Random(noise)), cancellation), instant, "noise follows", findings);
        }

        return new LookaheadVerdict
        {
            Decisions = whole.Decisions.Count,
            Instants = instants,
            Repeats = whole.Decisions.SequenceEqual(again.Decisions),
            Findings = findings,
            WarmUp = [.. HistoriesLeft.Select(left => Sensitivity(whole, left, cancellation))],
        };
    }

    private BacktestResult On(Func<BarSeries, BarSeries> change, CancellationToken cancellation)
    {
        var result = run(symbol => change(Data(symbol)));
        cancellation.ThrowIfCancellationRequested(); // What was stopped early cannot be compared.
        return result;
    }

    private BarSeries Data(string symbol)
    {
        if (!data.TryGetValue(symbol, out var series)) data.Add(symbol, series = load(symbol));
        return series;
    }

    private static void Compare(BacktestResult whole, BacktestResult changed, DateTime instant, string change,
        List<LookaheadFinding> findings)
    {
        var before = whole.Decisions.Where(d => d.Time <= instant).Select(d => d.ToString()).ToList();
        var after = changed.Decisions.Where(d => d.Time <= instant).Select(d => d.ToString()).ToList();
        for (int i = 0; i < Math.Max(before.Count, after.Count); i++)
        {
            string? one = i < before.Count ? before[i] : null;
            string? other = i < after.Count ? after[i] : null;
            if (one == other) continue;
            findings.Add(new LookaheadFinding(instant, change, one, other));
            return;
        }
    }

    private WarmUpSensitivity Sensitivity(BacktestResult whole, double left, CancellationToken cancellation)
    {
        BacktestResult shorter;
        try
        {
            shorter = On(s => SeriesSurgery.Skip(s, (int)(s.Count * (1 - left))), cancellation);
        }
        catch (StrategyFaultException fault)
        {
            return new WarmUpSensitivity(left, 0, 0, []) { Failure = fault.Message };
        }

        var middle = whole.From + ((whole.To - whole.From) * (1 - (left / 2)));
        var before = whole.Decisions.Where(d => d.Time > middle).Select(d => (d.Time, d.Kind)).ToList();
        var after = shorter.Decisions.Where(d => d.Time > middle).Select(d => (d.Time, d.Kind)).ToHashSet();
        var indicators = whole.Indicators.Zip(shorter.Indicators,
            (w, s) => (Name: $"{w.Indicator.GetType().Name} on {w.View}", Change: Change(w.Indicator.Value, s.Indicator.Value)));
        return new WarmUpSensitivity(left, before.Count, before.Count(d => !after.Contains(d)), [.. indicators]);
    }

    private static double? Change(double whole, double shorter)
    {
        if (double.IsNaN(whole) || double.IsNaN(shorter)) return null;
        return whole == shorter ? 0 : Math.Abs(shorter - whole) / Math.Max(Math.Abs(whole), 1e-12);
    }
}
