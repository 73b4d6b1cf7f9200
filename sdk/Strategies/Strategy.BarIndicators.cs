using StrategyHost.Indicators;

namespace StrategyHost;

/// <content>The verbs that declare indicators of whole bars.</content>
public abstract partial class Strategy
{
    /// <summary>Volume-weighted average price from the first bar on.</summary>
    /// <param name="bars">The series.</param>
    public Vwap Vwap(BarView bars) => Use(bars, new Vwap());

    /// <summary>Volume-weighted moving average.</summary>
    /// <param name="bars">The series.</param>
    /// <param name="period">How many bars, at least 1.</param>
    public Vwma Vwma(BarView bars, int period) => Use(bars, new Vwma(period));

    /// <summary>Stochastic oscillator, 0 to 100; the value is %K.</summary>
    /// <param name="bars">The series.</param>
    /// <param name="period">The window of the range, at least 1.</param>
    /// <param name="signalPeriod">The average that is %D.</param>
    /// <param name="smoothPeriod">The average that smooths %K.</param>
    public Stochastic Stochastic(BarView bars, int period = 14, int signalPeriod = 3, int smoothPeriod = 3) =>
        Use(bars, new Stochastic(period, signalPeriod, smoothPeriod));

    /// <summary>Williams %R, −100 to 0.</summary>
    /// <param name="bars">The series.</param>
    /// <param name="period">How many bars, at least 1.</param>
    public WilliamsR WilliamsR(BarView bars, int period = 14) => Use(bars, new WilliamsR(period));

    /// <summary>Commodity channel index.</summary>
    /// <param name="bars">The series.</param>
    /// <param name="period">How many bars, at least 1.</param>
    public Cci Cci(BarView bars, int period = 20) => Use(bars, new Cci(period));

    /// <summary>Ultimate oscillator, 0 to 100.</summary>
    /// <param name="bars">The series.</param>
    /// <param name="shortPeriod">The shortest window.</param>
    /// <param name="middlePeriod">The middle window.</param>
    /// <param name="longPeriod">The longest window.</param>
    public UltimateOscillator UltimateOscillator(BarView bars, int shortPeriod = 7, int middlePeriod = 14, int longPeriod = 28) =>
        Use(bars, new UltimateOscillator(shortPeriod, middlePeriod, longPeriod));

    /// <summary>True range in price units.</summary>
    /// <param name="bars">The series.</param>
    public TrueRange TrueRange(BarView bars) => Use(bars, new TrueRange());

    /// <summary>Average true range in price units.</summary>
    /// <param name="bars">The series.</param>
    /// <param name="period">How many ranges begin it, at least 1.</param>
    public Atr Atr(BarView bars, int period = 14) => Use(bars, new Atr(period));

    /// <summary>Keltner channel; the value is the middle.</summary>
    /// <param name="bars">The series.</param>
    /// <param name="period">The period of the average.</param>
    /// <param name="multiplier">How many ranges the lines are away.</param>
    /// <param name="atrPeriod">The period of the average true range.</param>
    public KeltnerChannel KeltnerChannel(BarView bars, int period = 20, double multiplier = 2, int atrPeriod = 10) =>
        Use(bars, new KeltnerChannel(period, multiplier, atrPeriod));

    /// <summary>Donchian channel of the bars before the latest; the value is the middle.</summary>
    /// <param name="bars">The series.</param>
    /// <param name="period">How many bars, at least 1.</param>
    public DonchianChannel DonchianChannel(BarView bars, int period = 20) => Use(bars, new DonchianChannel(period));

    /// <summary>Average directional index with the directional indicators, 0 to 100.</summary>
    /// <param name="bars">The series.</param>
    /// <param name="period">How many bars, at least 2.</param>
    public Adx Adx(BarView bars, int period = 14) => Use(bars, new Adx(period));

    /// <summary>Aroon; the value is up less down.</summary>
    /// <param name="bars">The series.</param>
    /// <param name="period">How many bars before the latest, at least 1.</param>
    public Aroon Aroon(BarView bars, int period = 25) => Use(bars, new Aroon(period));

    /// <summary>Parabolic stop and reverse.</summary>
    /// <param name="bars">The series.</param>
    /// <param name="step">What each new extreme adds to the acceleration.</param>
    /// <param name="limit">The most that the acceleration can be.</param>
    public ParabolicSar ParabolicSar(BarView bars, double step = 0.02, double limit = 0.2) => Use(bars, new ParabolicSar(step, limit));

    /// <summary>SuperTrend.</summary>
    /// <param name="bars">The series.</param>
    /// <param name="period">The period of the average true range.</param>
    /// <param name="multiplier">How many ranges the stop is away.</param>
    public SuperTrend SuperTrend(BarView bars, int period = 10, double multiplier = 3) => Use(bars, new SuperTrend(period, multiplier));

    /// <summary>Ichimoku cloud; the value is the conversion line.</summary>
    /// <param name="bars">The series.</param>
    /// <param name="conversionPeriod">The conversion line.</param>
    /// <param name="basePeriod">The base line, and how far ahead the spans are drawn.</param>
    /// <param name="spanPeriod">The second span.</param>
    public Ichimoku Ichimoku(BarView bars, int conversionPeriod = 9, int basePeriod = 26, int spanPeriod = 52) =>
        Use(bars, new Ichimoku(conversionPeriod, basePeriod, spanPeriod));

    /// <summary>Vortex; the value is up less down.</summary>
    /// <param name="bars">The series.</param>
    /// <param name="period">How many bars, at least 1.</param>
    public Vortex Vortex(BarView bars, int period = 14) => Use(bars, new Vortex(period));

    /// <summary>Accumulation/distribution line.</summary>
    /// <param name="bars">The series.</param>
    public Adl Adl(BarView bars) => Use(bars, new Adl());

    /// <summary>Chaikin oscillator.</summary>
    /// <param name="bars">The series.</param>
    /// <param name="fastPeriod">The quick average.</param>
    /// <param name="slowPeriod">The slow average.</param>
    public ChaikinOscillator ChaikinOscillator(BarView bars, int fastPeriod = 3, int slowPeriod = 10) =>
        Use(bars, new ChaikinOscillator(fastPeriod, slowPeriod));

    /// <summary>Chaikin money flow, −1 to 1.</summary>
    /// <param name="bars">The series.</param>
    /// <param name="period">How many bars, at least 1.</param>
    public Cmf Cmf(BarView bars, int period = 20) => Use(bars, new Cmf(period));

    /// <summary>On-balance volume.</summary>
    /// <param name="bars">The series.</param>
    public Obv Obv(BarView bars) => Use(bars, new Obv());

    /// <summary>Money flow index, 0 to 100.</summary>
    /// <param name="bars">The series.</param>
    /// <param name="period">Over how many changes, at least 1.</param>
    public Mfi Mfi(BarView bars, int period = 14) => Use(bars, new Mfi(period));

    /// <summary>Heikin-Ashi bars; the value is the close.</summary>
    /// <param name="bars">The series.</param>
    public HeikinAshi HeikinAshi(BarView bars) => Use(bars, new HeikinAshi());

    /// <summary>Renko bricks on closes; the value is the close of the last brick.</summary>
    /// <param name="bars">The series.</param>
    /// <param name="size">The size of a brick in price units, above zero.</param>
    public Renko Renko(BarView bars, double size) => Use(bars, new Renko(size));

    /// <summary>Standard pivot points; the value is the pivot.</summary>
    /// <param name="bars">The series.</param>
    /// <param name="period">From how much time they are made.</param>
    public PivotPoints PivotPoints(BarView bars, PivotPeriod period = PivotPeriod.Month) => Use(bars, new PivotPoints(period));
}
