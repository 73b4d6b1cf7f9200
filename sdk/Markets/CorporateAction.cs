namespace StrategyHost;

/// <summary>Something that a company did to its shares.</summary>
/// <param name="ExDate">The first trading date, the exchange's own, on which shares trade without it.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Value">For a split, how many shares each old one becomes; for a dividend, money a share in the instrument's currency. Above
/// zero.</param>
public sealed record CorporateAction(DateOnly ExDate, CorporateActionKind Kind, decimal Value);
