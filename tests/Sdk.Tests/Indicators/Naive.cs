namespace StrategyHost.Sdk.Tests.Indicators;

/// <summary>Indicators in the slowest and plainest way: each value anew from a window of the past. NaN where there is none.</summary>
internal static class Naive
{
    private delegate double AtIndex(int index);

    public static double[] Closes(IReadOnlyList<Bar> bars) => [.. bars.Select(b => b.Close)];

    public static double[] Sma(double[] x, int n) => Rolling(x, n, w => w.Sum() / n);

    public static double[] Wma(double[] x, int n) => Rolling(x, n, w => w.Select((v, i) => v * (i + 1)).Sum() / (n * (n + 1) / 2.0));

    public static double[] Highest(double[] x, int n) => Rolling(x, n, w => w.Max());

    public static double[] Lowest(double[] x, int n) => Rolling(x, n, w => w.Min());

    public static double[] Roc(double[] x, int n) => Rolling(x, n + 1, w => 100 * (w[^1] - w[0]) / w[0]);

    public static double[] Ema(double[] x, int n) => Seeded(x, n, 2.0 / (n + 1));

    public static double[] Smma(double[] x, int n) => Seeded(x, n, 1.0 / n);

    public static double[] Hma(double[] x, int n)
    {
        double[] half = Wma(x, n / 2), whole = Wma(x, n);
        return Wma([.. half.Select((h, i) => (2 * h) - whole[i])], (int)Math.Sqrt(n));
    }

    public static double[] Tema(double[] x, int n) => Cascade(x, n, (a, b, c, _) => (3 * a) - (3 * b) + c);

    public static double[] Trix(double[] x, int n) => Cascade(x, n, (_, _, c, before) => 100 * (c - before) / before);

    public static double[] Kama(double[] x, int n, int fast, int slow)
    {
        var result = Empty(x.Length);
        for (int i = n - 1; i < x.Length; i++)
        {
            result[i] = x[i];
            if (i < n) continue;
            double path = Enumerable.Range(i - n + 1, n).Sum(j => Math.Abs(x[j] - x[j - 1]));
            if (path == 0) continue;
            double straight = Math.Abs(x[i] - x[i - n]) / path;
            double weight = Math.Pow((straight * ((2.0 / (fast + 1)) - (2.0 / (slow + 1)))) + (2.0 / (slow + 1)), 2);
            result[i] = result[i - 1] + (weight * (x[i] - result[i - 1]));
        }

        return result;
    }

    public static double[] Vwma(IReadOnlyList<Bar> bars, int n) =>
        Each(bars.Count, n - 1, i => Sum(bars, i, n, b => b.Close * b.Volume) / Sum(bars, i, n, b => b.Volume));

    public static double[] Rsi(double[] x, int n)
    {
        double[] ups = [.. x.Skip(1).Select((v, i) => Math.Max(v - x[i], 0))];
        double[] downs = [.. x.Skip(1).Select((v, i) => Math.Max(x[i] - v, 0))];
        double[] up = Smma(ups, n), down = Smma(downs, n);
        return Each(x.Length, n, i => down[i - 1] > 0 ? 100 - (100 / (1 + (up[i - 1] / down[i - 1]))) : 100);
    }

    public static double[] StochRsi(double[] x, int rsiPeriod, int n) =>
        Rolling(Rsi(x, rsiPeriod), n, w => w.Max() > w.Min() ? 100 * (w[^1] - w.Min()) / (w.Max() - w.Min()) : 0);

    public static double[] TrueRange(IReadOnlyList<Bar> bars) =>
        Each(bars.Count, 1, i => Math.Max(bars[i].High - bars[i].Low,
            Math.Max(Math.Abs(bars[i].High - bars[i - 1].Close), Math.Abs(bars[i].Low - bars[i - 1].Close))));

    public static double[] Atr(IReadOnlyList<Bar> bars, int n) => [double.NaN, .. Smma(TrueRange(bars)[1..], n)];

    public static double[] KeltnerUpper(IReadOnlyList<Bar> bars, int n, double multiplier, int atrPeriod)
    {
        double[] middle = Ema(Closes(bars), n), atr = Atr(bars, atrPeriod);
        return Each(bars.Count, 0, i => middle[i] + (multiplier * atr[i]));
    }

    public static (double[] Plus, double[] Minus, double[] Adx) Adx(IReadOnlyList<Bar> bars, int n)
    {
        double[] Summed(Func<int, double> of)
        {
            var result = Empty(bars.Count);
            for (int i = n; i < bars.Count; i++)
                result[i] = i == n ? Enumerable.Range(1, n).Sum(of) : result[i - 1] - (result[i - 1] / n) + of(i);
            return result;
        }

        double Up(int i) => bars[i].High - bars[i - 1].High;
        double Down(int i) => bars[i - 1].Low - bars[i].Low;
        double[] range = Summed(i => TrueRange(bars)[i]);
        double[] plus = Summed(i => Up(i) > Down(i) && Up(i) > 0 ? Up(i) : 0);
        double[] minus = Summed(i => Down(i) > Up(i) && Down(i) > 0 ? Down(i) : 0);
        double[] plusDi = Each(bars.Count, n, i => 100 * plus[i] / range[i]);
        double[] minusDi = Each(bars.Count, n, i => 100 * minus[i] / range[i]);
        double[] index =
            Each(bars.Count, n, i => plusDi[i] + minusDi[i] > 0 ? 100 * Math.Abs(plusDi[i] - minusDi[i]) / (plusDi[i] + minusDi[i]) : 0);
        return (plusDi, minusDi, [.. Empty(n), .. Smma(index[n..], n)]);
    }

    public static double[] Cci(IReadOnlyList<Bar> bars, int n) => Rolling([.. bars.Select(b => b.Typical)], n, w =>
    {
        double mean = w.Average();
        double deviation = w.Average(v => Math.Abs(v - mean));
        return w.All(v => v == w[0]) ? double.NaN : (w[^1] - mean) / (0.015 * deviation);
    });

    public static double[] Cmf(IReadOnlyList<Bar> bars, int n) => Each(bars.Count, n - 1, i =>
        Sum(bars, i, n, b => b.High > b.Low ? (b.Close - b.Low - (b.High - b.Close)) / (b.High - b.Low) * b.Volume : 0) / Sum(bars, i, n,
            b => b.Volume));

    public static double[] Mfi(IReadOnlyList<Bar> bars, int n) => Each(bars.Count, n, i =>
    {
        var changes = Enumerable.Range(i - n + 1, n)
            .Select(j => (Change: bars[j].Typical - bars[j - 1].Typical, Flow: bars[j].Typical * bars[j].Volume)).ToList();
        double up = changes.Where(c => c.Change > 0).Sum(c => c.Flow);
        double down = changes.Where(c => c.Change < 0).Sum(c => c.Flow);
        return down > 0 ? 100 - (100 / (1 + (up / down))) : 100;
    });

    public static double[] SuperTrend(IReadOnlyList<Bar> bars, int n, double multiplier)
    {
        var atr = Atr(bars, n);
        var result = Empty(bars.Count);
        bool isRising = true;
        double upper = 0, lower = 0;
        for (int i = n; i < bars.Count; i++)
        {
            double above = bars[i].Median + (multiplier * atr[i]);
            double below = bars[i].Median - (multiplier * atr[i]);
            if (i == n) (isRising, upper, lower) = (bars[i].Close >= bars[i].Median, above, below);
            if (above < upper || bars[i - 1].Close > upper) upper = above;
            if (below > lower || bars[i - 1].Close < lower) lower = below;
            isRising = bars[i].Close > (isRising ? lower : upper);
            result[i] = isRising ? lower : upper;
        }

        return result;
    }

    public static double[] Middle(IReadOnlyList<Bar> bars, int n) =>
        Each(bars.Count, n - 1, i => (bars.Skip(i - n + 1).Take(n).Max(b => b.High) + bars.Skip(i - n + 1).Take(n).Min(b => b.Low)) / 2);

    public static (double[] Value, double[] Slope) LinearRegression(double[] x, int n)
    {
        (double Value, double Slope) Fit(double[] w)
        {
            double meanX = (n + 1) / 2.0, meanY = w.Average();
            double slope =
                w.Select((y, i) => (i + 1 - meanX) * (y - meanY)).Sum() / Enumerable.Range(1, n).Sum(i => (i - meanX) * (i - meanX));
            return (meanY + (slope * (n - meanX)), slope);
        }

        return (Rolling(x, n, w => Fit(w).Value), Rolling(x, n, w => Fit(w).Slope));
    }

    public static double[] ConnorsRsi(double[] x, int rsiPeriod, int streakPeriod, int rankPeriod)
    {
        var streaks = new double[x.Length];
        for (int i = 1; i < x.Length; i++)
            streaks[i] = x[i] > x[i - 1] ? Math.Max(streaks[i - 1], 0) + 1 : x[i] < x[i - 1] ? Math.Min(streaks[i - 1], 0) - 1 : 0;
        double[] rsi = Rsi(x, rsiPeriod), streakRsi = [double.NaN, .. Rsi(streaks[1..], streakPeriod)];
        double Change(int i) => (x[i] - x[i - 1]) / x[i - 1];
        return Each(x.Length, rankPeriod + 1, i => (rsi[i] + streakRsi[i]
            + (100.0 * Enumerable.Range(i - rankPeriod, rankPeriod).Count(j => Change(j) < Change(i)) / rankPeriod)) / 3);
    }

    public static double[] Ultimate(IReadOnlyList<Bar> bars, int a, int b, int c)
    {
        double Ratio(int i, int n)
        {
            var window = Enumerable.Range(i - n + 1, n).ToList();
            return window.Sum(j => bars[j].Close - Math.Min(bars[j].Low, bars[j - 1].Close))
                / window.Sum(j => Math.Max(bars[j].High, bars[j - 1].Close) - Math.Min(bars[j].Low, bars[j - 1].Close));
        }

        return Each(bars.Count, c, i => 100 * ((4 * Ratio(i, a)) + (2 * Ratio(i, b)) + Ratio(i, c)) / 7);
    }

    public static (double[] Positive, double[] Negative) Vortex(IReadOnlyList<Bar> bars, int n)
    {
        double Over(int i, Func<int, double> of)
        {
            var window = Enumerable.Range(i - n + 1, n).ToList();
            double range = window.Sum(j => TrueRange(bars)[j]);
            return range > 0 ? window.Sum(of) / range : double.NaN;
        }

        return (Each(bars.Count, n, i => Over(i, j => Math.Abs(bars[j].High - bars[j - 1].Low))),
            Each(bars.Count, n, i => Over(i, j => Math.Abs(bars[j].Low - bars[j - 1].High))));
    }

    private static double[] Seeded(double[] x, int n, double weight)
    {
        var result = Empty(x.Length);
        for (int i = n - 1; i < x.Length; i++)
            result[i] = i == n - 1 ? x[..n].Sum() / n : result[i - 1] + (weight * (x[i] - result[i - 1]));
        return result;
    }

    /// <summary>Three EMAs, each of the one before, that all begin with the mean of the first inputs.</summary>
    private static double[] Cascade(double[] x, int n, Func<double, double, double, double, double> combine)
    {
        var result = Empty(x.Length);
        double a = 0, b = 0, c = 0;
        for (int i = n - 1; i < x.Length; i++)
        {
            double before = i == n - 1 ? double.NaN : c;
            if (i == n - 1) a = b = c = x[..n].Sum() / n;
            double k = i == n - 1 ? 0 : 2.0 / (n + 1);
            a += k * (x[i] - a);
            b += k * (a - b);
            c += k * (b - c);
            result[i] = combine(a, b, c, before);
        }

        return result;
    }

    private static double[] Rolling(double[] x, int n, Func<double[], double> of) =>
        Each(x.Length, n - 1, i => x[(i - n + 1)..(i + 1)] is var window && window.Any(double.IsNaN) ? double.NaN : of(window));

    private static double Sum(IReadOnlyList<Bar> bars, int i, int n, Func<Bar, double> of) =>
        Enumerable.Range(i - n + 1, n).Sum(j => of(bars[j]));

    private static double[] Each(int count, int first, AtIndex of) =>
        [.. Enumerable.Range(0, count).Select(i => i < first ? double.NaN : of(i))];

    private static double[] Empty(int count) => [.. Enumerable.Repeat(double.NaN, count)];
}
