namespace StrategyHost.Engine.Statistics;

/// <summary>Whose formulas the Sharpe and Sortino ratios follow. The same returns give very different figures.</summary>
public enum RatioConvention
{
    /// <summary>Mean excess return over its deviation, times √P: also empyrical's, QuantStats's, NautilusTrader's and vectorbt's.</summary>
    Standard,

    /// <summary>QuantConnect LEAN's: the mean compounded over a year, over the arithmetic volatility.</summary>
    Lean,

    /// <summary>backtesting.py's: the geometric return of a year, over the volatility of log-normal returns.</summary>
    BacktestingPy,
}
