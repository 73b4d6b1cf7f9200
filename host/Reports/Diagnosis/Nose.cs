using StrategyHost.Reports.Diagnosis.Smells;

namespace StrategyHost.Reports.Diagnosis;

/// <summary>Looks a result over for everything that smells.</summary>
public static class Nose
{
    private static readonly Func<StoredResult, Smell?>[] All =
    [
        NoTrades.Find,
        StalePrices.Find,
        FlatEquity.Find,
        UnusedCash.Find,
        HungryCosts.Find,
        OneTrade.Find,
        BothLegs.Find,
        ExitsThatOpened.Find,
        LargerThanVolume.Find,
        EndOfRange.Find,
        TooFewTrades.Find,
        InSampleOnly.Find,
        DeniedOrders.Find,
    ];

    /// <summary>What was found, in the order of the list.</summary>
    public static IReadOnlyList<Smell> Find(StoredResult result) => [.. All.Select(find => find(result)).OfType<Smell>()];
}
