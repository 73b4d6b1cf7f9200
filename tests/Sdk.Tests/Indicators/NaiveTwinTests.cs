using StrategyHost.Indicators;

namespace StrategyHost.Sdk.Tests.Indicators;

/// <summary>Every streaming indicator without published values against its plain twin, on bars of several tempers.</summary>
public sealed class NaiveTwinTests
{
    private static readonly Dictionary<string, (Func<Indicator> Create, Func<Indicator, double> Read,
        Func<IReadOnlyList<Bar>, double[]> Twin)> Cases = new()
        {
            ["hma"] = (() => new Hma(14), i => i, b => Naive.Hma(Naive.Closes(b), 14)),
            ["tema"] = (() => new Tema(14), i => i, b => Naive.Tema(Naive.Closes(b), 14)),
            ["trix"] = (() => new Trix(14), i => i, b => Naive.Trix(Naive.Closes(b), 14)),
            ["kama"] = (() => new Kama(10, 2, 30), i => i, b => Naive.Kama(Naive.Closes(b), 10, 2, 30)),
            ["vwma"] = (() => new Vwma(14), i => i, b => Naive.Vwma(b, 14)),
            ["rsi"] = (() => new Rsi(14), i => i, b => Naive.Rsi(Naive.Closes(b), 14)),
            ["stochrsi"] = (() => new StochRsi(14, 14, 3, 1), i => i, b => Naive.StochRsi(Naive.Closes(b), 14, 14)),
            ["stochrsi signal"] =
            (() => new StochRsi(14, 14, 3, 1), i => ((StochRsi)i).Signal, b => Naive.Sma(Naive.StochRsi(Naive.Closes(b), 14, 14), 3)),
            ["keltner"] = (() => new KeltnerChannel(20, 2, 10), i => ((KeltnerChannel)i).Upper, b => Naive.KeltnerUpper(b, 20, 2, 10)),
            ["+di"] = (() => new Adx(14), i => ((Adx)i).PlusDi, b => Naive.Adx(b, 14).Plus),
            ["-di"] = (() => new Adx(14), i => ((Adx)i).MinusDi, b => Naive.Adx(b, 14).Minus),
            ["adx"] = (() => new Adx(14), i => i, b => Naive.Adx(b, 14).Adx),
            ["cci"] = (() => new Cci(20), i => i, b => Naive.Cci(b, 20)),
            ["cmf"] = (() => new Cmf(20), i => i, b => Naive.Cmf(b, 20)),
            ["mfi"] = (() => new Mfi(14), i => i, b => Naive.Mfi(b, 14)),
            ["supertrend"] = (() => new SuperTrend(10, 3), i => i, b => Naive.SuperTrend(b, 10, 3)),
            ["conversion line"] = (() => new Ichimoku(), i => i, b => Naive.Middle(b, 9)),
            ["base line"] = (() => new Ichimoku(), i => ((Ichimoku)i).Base, b => Naive.Middle(b, 26)),
            ["span a"] = (() => new Ichimoku(), i => ((Ichimoku)i).SpanA,
            b => Later(26, [.. Naive.Middle(b, 9).Zip(Naive.Middle(b, 26), (x, y) => (x + y) / 2)])),
            ["span b"] = (() => new Ichimoku(), i => ((Ichimoku)i).SpanB, b => Later(26, Naive.Middle(b, 52))),
            ["roc"] = (() => new Roc(14), i => i, b => Naive.Roc(Naive.Closes(b), 14)),
            ["regression"] = (() => new LinearRegression(14), i => i, b => Naive.LinearRegression(Naive.Closes(b), 14).Value),
            ["slope"] =
            (() => new LinearRegression(14), i => ((LinearRegression)i).Slope, b => Naive.LinearRegression(Naive.Closes(b), 14).Slope),
            ["connors"] = (() => new ConnorsRsi(3, 2, 100), i => i, b => Naive.ConnorsRsi(Naive.Closes(b), 3, 2, 100)),
            ["ultimate"] = (() => new UltimateOscillator(), i => i, b => Naive.Ultimate(b, 7, 14, 28)),
            ["vortex +"] = (() => new Vortex(14), i => ((Vortex)i).Positive, b => Naive.Vortex(b, 14).Positive),
            ["vortex -"] = (() => new Vortex(14), i => ((Vortex)i).Negative, b => Naive.Vortex(b, 14).Negative),
            ["highest"] = (() => new Highest(10), i => i, b => Naive.Highest(Naive.Closes(b), 10)),
            ["lowest"] = (() => new Lowest(10), i => i, b => Naive.Lowest(Naive.Closes(b), 10)),
            ["sma"] = (() => new Sma(20), i => i, b => Naive.Sma(Naive.Closes(b), 20)),
            ["wma"] = (() => new Wma(20), i => i, b => Naive.Wma(Naive.Closes(b), 20)),
            ["true range"] = (() => new TrueRange(), i => i, Naive.TrueRange),
        };

    public static TheoryData<string, string> NamesAndTempers
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var name in Cases.Keys)
            {
                foreach (var temper in RandomBars.Tempers) data.Add(name, temper);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(NamesAndTempers))]
    public void Streaming_equals_the_plain_twin(string name, string temper)
    {
        var (create, read, twin) = Cases[name];
        var bars = RandomBars.Of(temper);
        var expected = twin(bars);
        var indicator = create();
        for (int i = 0; i < bars.Count; i++)
        {
            indicator.Update(bars[i]);
            // A ratio of zero to zero is undefined to both; a twin's NaN within its values is such a bar.
            double actual = read(indicator);
            if (double.IsNaN(expected[i]) && i > 200) continue;
            Near.Equal(expected[i], actual, $"{name} on {temper}, bar {i}", floor: 1);
        }
    }

    private static double[] Later(int bars, double[] values) => [.. Enumerable.Repeat(double.NaN, bars), .. values[..^bars]];
}
