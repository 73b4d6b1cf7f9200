using StrategyHost.Indicators;

namespace StrategyHost.Sdk.Tests.Indicators;

/// <summary>Every indicator against published values on the same bars, to a relative 1e-9, blanks included.</summary>
public class ReferenceTests
{
    private static readonly Dictionary<string, (Func<Indicator> Create, (string Column, Func<Indicator, double> Read)[] Outputs)> Cases =
        new()
        {
            ["sma"] = (() => new Sma(20), [("sma", i => i)]),
            ["ema"] = (() => new Ema(20), [("ema", i => i)]),
            ["wma"] = (() => new Wma(14), [("wma", i => i)]),
            ["dema"] = (() => new Dema(14), [("dema", i => i)]),
            ["smma"] = (() => new Smma(20), [("smma", i => i)]),
            ["vwap"] = (() => new Vwap(), [("vwap", i => i)]),
            ["rsi"] = (() => new Rsi(14), [("rsi", i => i)]),
            ["stoch"] = (() => new Stochastic(),
            [("oscillator", i => i), ("signal", i => ((Stochastic)i).Signal), ("percentJ", i => ((Stochastic)i).J)]),
            ["macd"] = (() => new Macd(),
            [("macd", i => i), ("signal", i => ((Macd)i).Signal), ("histogram", i => ((Macd)i).Histogram), ("fastEma", i => ((Macd)i).Fast),
                ("slowEma", i => ((Macd)i).Slow)]),
            ["bollinger"] = (() => new BollingerBands(),
            [("sma", i => i), ("upperBand", i => ((BollingerBands)i).Upper), ("lowerBand", i => ((BollingerBands)i).Lower),
                ("percentB", i => ((BollingerBands)i).PercentB), ("zScore", i => ((BollingerBands)i).ZScore),
                ("width", i => ((BollingerBands)i).Width)]),
            ["stddev"] = (() => new StandardDeviation(14),
            [("stdDev", i => i), ("mean", i => ((StandardDeviation)i).Mean), ("zScore", i => ((StandardDeviation)i).ZScore)]),
            ["donchian"] = (() => new DonchianChannel(),
            [("centerline", i => i), ("upperBand", i => ((DonchianChannel)i).Upper), ("lowerBand", i => ((DonchianChannel)i).Lower),
                ("width", i => ((DonchianChannel)i).Width)]),
            ["atr"] = (() => new Atr(), [("atr", i => i), ("atrp", i => ((Atr)i).Percent)]),
            ["aroon"] = (() => new Aroon(), [("oscillator", i => i), ("aroonUp", i => ((Aroon)i).Up), ("aroonDown", i => ((Aroon)i).Down)]),
            ["adl"] = (() => new Adl(), [("adl", i => i), ("moneyFlowMultiplier", i => ((Adl)i).FlowMultiplier)]),
            ["chaikinosc"] = (() => new ChaikinOscillator(), [("oscillator", i => i)]),
            ["obv"] = (() => new Obv(), [("obv", i => i)]),
            ["parabolicsar"] = (() => new ParabolicSar(),
            [("sar", i => i), ("isReversal", i => i.IsReady ? Convert.ToDouble(((ParabolicSar)i).IsReversal) : double.NaN)]),
            ["williamsr"] = (() => new WilliamsR(), [("williamsR", i => i)]),
            ["heikinashi"] = (() => new HeikinAshi(),
            [("open", i => ((HeikinAshi)i).Bar.Open), ("high", i => ((HeikinAshi)i).Bar.High), ("low", i => ((HeikinAshi)i).Bar.Low),
                ("close", i => i)]),
            ["pivotpoints"] = (() => new PivotPoints(),
            [("pp", i => i), ("s1", i => ((PivotPoints)i).S1), ("s2", i => ((PivotPoints)i).S2), ("s3", i => ((PivotPoints)i).S3),
                ("r1", i => ((PivotPoints)i).R1), ("r2", i => ((PivotPoints)i).R2), ("r3", i => ((PivotPoints)i).R3)]),
        };

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Values_equal_the_reference(string name)
    {
        var (create, outputs) = Cases[name];
        var file = ReferenceFile.Read(name);
        var indicator = create();
        var expected = outputs.Select(o => file.Column(o.Column)).ToArray();
        var bars = ReferenceFile.InputBars();
        for (int bar = 0; bar < bars.Count; bar++)
        {
            indicator.Update(bars[bar]);
            for (int output = 0; output < outputs.Length; output++)
                Near.Equal(expected[output][bar], outputs[output].Read(indicator), $"{name}.{outputs[output].Column} of bar {bar}");
        }
    }

    [Fact]
    public void Every_reference_file_is_compared()
    {
        var files = Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Indicators", "Reference"), "*.csv")
            .Select(f => Path.GetFileNameWithoutExtension(f));
        Assert.Equal(Cases.Keys.Append("_input_quotes").Order(), files.Order());
    }
}
