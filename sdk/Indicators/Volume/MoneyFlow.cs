namespace StrategyHost.Indicators;

/// <summary>Chaikin's money flow of one bar.</summary>
internal static class MoneyFlow
{
    /// <summary>Where the close stands in the bar's range, −1 to 1; 0 while there is no range.</summary>
    public static double Multiplier(in Bar bar) =>
        bar.High > bar.Low ? ((bar.Close - bar.Low) - (bar.High - bar.Close)) / (bar.High - bar.Low) : 0;
}
