namespace StrategyHost.Engine.Venues.Fills;

/// <summary>At what price a bar fills an order, before slippage.</summary>
/// <param name="Price">The undisturbed price.</param>
/// <param name="Worst">The worst price that slippage may lead to: the order's limit, or an infinity without one.</param>
/// <param name="Liquidity">Whether it takes or gives liquidity. Only a taker slips.</param>
public readonly record struct Execution(double Price, double Worst, Liquidity Liquidity);
