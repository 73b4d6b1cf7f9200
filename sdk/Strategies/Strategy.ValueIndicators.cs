using StrategyHost.Indicators;

namespace StrategyHost;

/// <content>The verbs that declare indicators of one number per bar. Each reads a field of the bars, or another indicator.</content>
public abstract partial class Strategy
{
    /// <summary>Simple moving average, of a field of the bars.</summary>
    /// <param name="bars">The series.</param>
    /// <param name="period">How many inputs, at least 1.</param>
    /// <param name="field">Which number of the bar it reads.</param>
    public Sma Sma(BarView bars, int period, BarField field = BarField.Close) => Use(bars, new Sma(period), field);

    /// <summary>Simple moving average, of another indicator's value.</summary>
    /// <param name="source">The other indicator, declared before.</param>
    /// <param name="period">How many inputs, at least 1.</param>
    public Sma Sma(Indicator source, int period) => Use(source, new Sma(period));

    /// <summary>Exponential moving average, begun with a simple one, of a field of the bars.</summary>
    /// <param name="bars">The series.</param>
    /// <param name="period">How many inputs begin it, at least 1.</param>
    /// <param name="field">Which number of the bar it reads.</param>
    public Ema Ema(BarView bars, int period, BarField field = BarField.Close) => Use(bars, new Ema(period), field);

    /// <summary>Exponential moving average, begun with a simple one, of another indicator's value.</summary>
    /// <param name="source">The other indicator, declared before.</param>
    /// <param name="period">How many inputs begin it, at least 1.</param>
    public Ema Ema(Indicator source, int period) => Use(source, new Ema(period));

    /// <summary>Weighted moving average, of a field of the bars.</summary>
    /// <param name="bars">The series.</param>
    /// <param name="period">How many inputs, at least 1.</param>
    /// <param name="field">Which number of the bar it reads.</param>
    public Wma Wma(BarView bars, int period, BarField field = BarField.Close) => Use(bars, new Wma(period), field);

    /// <summary>Weighted moving average, of another indicator's value.</summary>
    /// <param name="source">The other indicator, declared before.</param>
    /// <param name="period">How many inputs, at least 1.</param>
    public Wma Wma(Indicator source, int period) => Use(source, new Wma(period));

    /// <summary>Smoothed moving average, Wilder's, of a field of the bars.</summary>
    /// <param name="bars">The series.</param>
    /// <param name="period">How many inputs begin it, at least 1.</param>
    /// <param name="field">Which number of the bar it reads.</param>
    public Smma Smma(BarView bars, int period, BarField field = BarField.Close) => Use(bars, new Smma(period), field);

    /// <summary>Smoothed moving average, Wilder's, of another indicator's value.</summary>
    /// <param name="source">The other indicator, declared before.</param>
    /// <param name="period">How many inputs begin it, at least 1.</param>
    public Smma Smma(Indicator source, int period) => Use(source, new Smma(period));

    /// <summary>Hull moving average, of a field of the bars.</summary>
    /// <param name="bars">The series.</param>
    /// <param name="period">Over how many inputs, at least 2.</param>
    /// <param name="field">Which number of the bar it reads.</param>
    public Hma Hma(BarView bars, int period, BarField field = BarField.Close) => Use(bars, new Hma(period), field);

    /// <summary>Hull moving average, of another indicator's value.</summary>
    /// <param name="source">The other indicator, declared before.</param>
    /// <param name="period">Over how many inputs, at least 2.</param>
    public Hma Hma(Indicator source, int period) => Use(source, new Hma(period));

    /// <summary>Double exponential moving average, of a field of the bars.</summary>
    /// <param name="bars">The series.</param>
    /// <param name="period">How many inputs begin it, at least 1.</param>
    /// <param name="field">Which number of the bar it reads.</param>
    public Dema Dema(BarView bars, int period, BarField field = BarField.Close) => Use(bars, new Dema(period), field);

    /// <summary>Double exponential moving average, of another indicator's value.</summary>
    /// <param name="source">The other indicator, declared before.</param>
    /// <param name="period">How many inputs begin it, at least 1.</param>
    public Dema Dema(Indicator source, int period) => Use(source, new Dema(period));

    /// <summary>Triple exponential moving average, of a field of the bars.</summary>
    /// <param name="bars">The series.</param>
    /// <param name="period">How many inputs begin it, at least 1.</param>
    /// <param name="field">Which number of the bar it reads.</param>
    public Tema Tema(BarView bars, int period, BarField field = BarField.Close) => Use(bars, new Tema(period), field);

    /// <summary>Triple exponential moving average, of another indicator's value.</summary>
    /// <param name="source">The other indicator, declared before.</param>
    /// <param name="period">How many inputs begin it, at least 1.</param>
    public Tema Tema(Indicator source, int period) => Use(source, new Tema(period));

    /// <summary>Kaufman's adaptive moving average, of a field of the bars.</summary>
    /// <param name="bars">The series.</param>
    /// <param name="efficiency">Over how many changes the path is judged, at least 1.</param>
    /// <param name="fast">The period of the quickest average.</param>
    /// <param name="slow">The period of the slowest average.</param>
    /// <param name="field">Which number of the bar it reads.</param>
    public Kama Kama(BarView bars, int efficiency = 10, int fast = 2, int slow = 30, BarField field = BarField.Close) =>
        Use(bars, new Kama(efficiency, fast, slow), field);

    /// <summary>Kaufman's adaptive moving average, of another indicator's value.</summary>
    /// <param name="source">The other indicator, declared before.</param>
    /// <param name="efficiency">Over how many changes the path is judged, at least 1.</param>
    /// <param name="fast">The period of the quickest average.</param>
    /// <param name="slow">The period of the slowest average.</param>
    public Kama Kama(Indicator source, int efficiency = 10, int fast = 2, int slow = 30) => Use(source, new Kama(efficiency, fast, slow));

    /// <summary>Relative strength index, 0 to 100, of a field of the bars.</summary>
    /// <param name="bars">The series.</param>
    /// <param name="period">Over how many changes, at least 1.</param>
    /// <param name="field">Which number of the bar it reads.</param>
    public Rsi Rsi(BarView bars, int period = 14, BarField field = BarField.Close) => Use(bars, new Rsi(period), field);

    /// <summary>Relative strength index, 0 to 100, of another indicator's value.</summary>
    /// <param name="source">The other indicator, declared before.</param>
    /// <param name="period">Over how many changes, at least 1.</param>
    public Rsi Rsi(Indicator source, int period = 14) => Use(source, new Rsi(period));

    /// <summary>Stochastic of the RSI, 0 to 100, of a field of the bars.</summary>
    /// <param name="bars">The series.</param>
    /// <param name="rsiPeriod">The changes of the RSI, at least 1.</param>
    /// <param name="period">The window of its range, at least 1.</param>
    /// <param name="signalPeriod">The average that is the signal.</param>
    /// <param name="smoothPeriod">The average that smooths the value.</param>
    /// <param name="field">Which number of the bar it reads.</param>
    public StochRsi StochRsi(BarView bars, int rsiPeriod = 14, int period = 14, int signalPeriod = 3, int smoothPeriod = 1,
        BarField field = BarField.Close) => Use(bars, new StochRsi(rsiPeriod, period, signalPeriod, smoothPeriod), field);

    /// <summary>Stochastic of the RSI, 0 to 100, of another indicator's value.</summary>
    /// <param name="source">The other indicator, declared before.</param>
    /// <param name="rsiPeriod">The changes of the RSI, at least 1.</param>
    /// <param name="period">The window of its range, at least 1.</param>
    /// <param name="signalPeriod">The average that is the signal.</param>
    /// <param name="smoothPeriod">The average that smooths the value.</param>
    public StochRsi StochRsi(Indicator source, int rsiPeriod = 14, int period = 14, int signalPeriod = 3, int smoothPeriod = 1) =>
        Use(source, new StochRsi(rsiPeriod, period, signalPeriod, smoothPeriod));

    /// <summary>Connors RSI, 0 to 100, of a field of the bars.</summary>
    /// <param name="bars">The series.</param>
    /// <param name="rsiPeriod">The changes of the RSI.</param>
    /// <param name="streakPeriod">The changes of the RSI of the streak.</param>
    /// <param name="rankPeriod">Among how many changes the latest is ranked.</param>
    /// <param name="field">Which number of the bar it reads.</param>
    public ConnorsRsi ConnorsRsi(BarView bars, int rsiPeriod = 3, int streakPeriod = 2, int rankPeriod = 100,
        BarField field = BarField.Close) => Use(bars, new ConnorsRsi(rsiPeriod, streakPeriod, rankPeriod), field);

    /// <summary>Connors RSI, 0 to 100, of another indicator's value.</summary>
    /// <param name="source">The other indicator, declared before.</param>
    /// <param name="rsiPeriod">The changes of the RSI.</param>
    /// <param name="streakPeriod">The changes of the RSI of the streak.</param>
    /// <param name="rankPeriod">Among how many changes the latest is ranked.</param>
    public ConnorsRsi ConnorsRsi(Indicator source, int rsiPeriod = 3, int streakPeriod = 2, int rankPeriod = 100) =>
        Use(source, new ConnorsRsi(rsiPeriod, streakPeriod, rankPeriod));

    /// <summary>Moving average convergence divergence, of a field of the bars.</summary>
    /// <param name="bars">The series.</param>
    /// <param name="fastPeriod">The quick average.</param>
    /// <param name="slowPeriod">The slow average.</param>
    /// <param name="signalPeriod">The average of the difference.</param>
    /// <param name="field">Which number of the bar it reads.</param>
    public Macd Macd(BarView bars, int fastPeriod = 12, int slowPeriod = 26, int signalPeriod = 9, BarField field = BarField.Close) =>
        Use(bars, new Macd(fastPeriod, slowPeriod, signalPeriod), field);

    /// <summary>Moving average convergence divergence, of another indicator's value.</summary>
    /// <param name="source">The other indicator, declared before.</param>
    /// <param name="fastPeriod">The quick average.</param>
    /// <param name="slowPeriod">The slow average.</param>
    /// <param name="signalPeriod">The average of the difference.</param>
    public Macd Macd(Indicator source, int fastPeriod = 12, int slowPeriod = 26, int signalPeriod = 9) =>
        Use(source, new Macd(fastPeriod, slowPeriod, signalPeriod));

    /// <summary>Rate of change in percent, of a field of the bars.</summary>
    /// <param name="bars">The series.</param>
    /// <param name="period">Over how many inputs, at least 1.</param>
    /// <param name="field">Which number of the bar it reads.</param>
    public Roc Roc(BarView bars, int period, BarField field = BarField.Close) => Use(bars, new Roc(period), field);

    /// <summary>Rate of change in percent, of another indicator's value.</summary>
    /// <param name="source">The other indicator, declared before.</param>
    /// <param name="period">Over how many inputs, at least 1.</param>
    public Roc Roc(Indicator source, int period) => Use(source, new Roc(period));

    /// <summary>Change of a triple-smoothed average, in percent, of a field of the bars.</summary>
    /// <param name="bars">The series.</param>
    /// <param name="period">How many inputs begin the averages, at least 1.</param>
    /// <param name="field">Which number of the bar it reads.</param>
    public Trix Trix(BarView bars, int period, BarField field = BarField.Close) => Use(bars, new Trix(period), field);

    /// <summary>Change of a triple-smoothed average, in percent, of another indicator's value.</summary>
    /// <param name="source">The other indicator, declared before.</param>
    /// <param name="period">How many inputs begin the averages, at least 1.</param>
    public Trix Trix(Indicator source, int period) => Use(source, new Trix(period));

    /// <summary>Bollinger bands; the value is the middle, of a field of the bars.</summary>
    /// <param name="bars">The series.</param>
    /// <param name="period">The inputs of average and deviation, at least 2.</param>
    /// <param name="deviations">How many deviations the lines are away.</param>
    /// <param name="field">Which number of the bar it reads.</param>
    public BollingerBands BollingerBands(BarView bars, int period = 20, double deviations = 2, BarField field = BarField.Close) =>
        Use(bars, new BollingerBands(period, deviations), field);

    /// <summary>Bollinger bands; the value is the middle, of another indicator's value.</summary>
    /// <param name="source">The other indicator, declared before.</param>
    /// <param name="period">The inputs of average and deviation, at least 2.</param>
    /// <param name="deviations">How many deviations the lines are away.</param>
    public BollingerBands BollingerBands(Indicator source, int period = 20, double deviations = 2) =>
        Use(source, new BollingerBands(period, deviations));

    /// <summary>Standard deviation of the population, of a field of the bars.</summary>
    /// <param name="bars">The series.</param>
    /// <param name="period">How many inputs, at least 2.</param>
    /// <param name="field">Which number of the bar it reads.</param>
    public StandardDeviation StandardDeviation(BarView bars, int period, BarField field = BarField.Close) =>
        Use(bars, new StandardDeviation(period), field);

    /// <summary>Standard deviation of the population, of another indicator's value.</summary>
    /// <param name="source">The other indicator, declared before.</param>
    /// <param name="period">How many inputs, at least 2.</param>
    public StandardDeviation StandardDeviation(Indicator source, int period) => Use(source, new StandardDeviation(period));

    /// <summary>Least-squares line; the value is the line at the latest input, of a field of the bars.</summary>
    /// <param name="bars">The series.</param>
    /// <param name="period">Through how many inputs, at least 2.</param>
    /// <param name="field">Which number of the bar it reads.</param>
    public LinearRegression LinearRegression(BarView bars, int period, BarField field = BarField.Close) =>
        Use(bars, new LinearRegression(period), field);

    /// <summary>Least-squares line; the value is the line at the latest input, of another indicator's value.</summary>
    /// <param name="source">The other indicator, declared before.</param>
    /// <param name="period">Through how many inputs, at least 2.</param>
    public LinearRegression LinearRegression(Indicator source, int period) => Use(source, new LinearRegression(period));

    /// <summary>The largest of the latest inputs, of a field of the bars.</summary>
    /// <param name="bars">The series.</param>
    /// <param name="period">How many inputs, at least 1.</param>
    /// <param name="field">Which number of the bar it reads.</param>
    public Highest Highest(BarView bars, int period, BarField field = BarField.Close) => Use(bars, new Highest(period), field);

    /// <summary>The largest of the latest inputs, of another indicator's value.</summary>
    /// <param name="source">The other indicator, declared before.</param>
    /// <param name="period">How many inputs, at least 1.</param>
    public Highest Highest(Indicator source, int period) => Use(source, new Highest(period));

    /// <summary>The smallest of the latest inputs, of a field of the bars.</summary>
    /// <param name="bars">The series.</param>
    /// <param name="period">How many inputs, at least 1.</param>
    /// <param name="field">Which number of the bar it reads.</param>
    public Lowest Lowest(BarView bars, int period, BarField field = BarField.Close) => Use(bars, new Lowest(period), field);

    /// <summary>The smallest of the latest inputs, of another indicator's value.</summary>
    /// <param name="source">The other indicator, declared before.</param>
    /// <param name="period">How many inputs, at least 1.</param>
    public Lowest Lowest(Indicator source, int period) => Use(source, new Lowest(period));
}
