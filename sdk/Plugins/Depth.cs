namespace StrategyHost.Plugins;

/// <summary>The visible book of an instrument at an instant, best prices first.</summary>
/// <param name="Symbol">The symbol.</param>
/// <param name="Time">When, UTC.</param>
/// <param name="Bids">Prices and quantities that are bid.</param>
/// <param name="Asks">Prices and quantities that are offered.</param>
public sealed record Depth(string Symbol, DateTime Time, IReadOnlyList<(double Price, double Size)> Bids,
    IReadOnlyList<(double Price, double Size)> Asks);
