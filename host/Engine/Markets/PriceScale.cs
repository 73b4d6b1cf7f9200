namespace StrategyHost.Engine.Markets;

/// <summary>What a split or dividend does to what came before it, so that it joins on to what comes after.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Prices">What prices are to be multiplied by.</param>
/// <param name="Volumes">What volumes are to be multiplied by.</param>
public readonly record struct PriceScale(CorporateActionKind Kind, double Prices, double Volumes);
