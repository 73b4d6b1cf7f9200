using StrategyHost.Engine.Accounts;

namespace StrategyHost.Engine.Statistics;

/// <summary>What round trips, first in first out and after costs, came to. Money is in the account's currency.</summary>
public sealed record TradeStatistics
{
    private const string NoTrade = "nothing was opened and closed again";

    /// <summary>How many round trips were closed.</summary>
    public required int Count { get; init; }

    /// <summary>Those that earned money, as a ratio of all.</summary>
    public required Metric WinRate { get; init; }

    /// <summary>What the winners earned over what the losers lost, as a ratio.</summary>
    public required Metric ProfitFactor { get; init; }

    /// <summary>The mean net profit, in money.</summary>
    public required Metric Expectancy { get; init; }

    /// <summary>The mean net profit of the winners, in money.</summary>
    public required Metric AverageWin { get; init; }

    /// <summary>The mean net profit of the losers, in money, below zero.</summary>
    public required Metric AverageLoss { get; init; }

    /// <summary>The figures of closed round trips.</summary>
    public static TradeStatistics Of(IReadOnlyList<RoundTrip> trips)
    {
        int wins = 0;
        int losses = 0;
        decimal allWon = 0;
        decimal allLost = 0;
        foreach (var trip in trips)
        {
            decimal profit = trip.NetProfit;
            if (profit > 0)
            {
                wins++;
                allWon += profit;
            }
            else if (profit < 0)
            {
                losses++;
                allLost += profit;
            }
        }

        double won = (double)allWon;
        double lost = (double)allLost;
        return new TradeStatistics
        {
            Count = trips.Count,
            WinRate = Metric.Ratio(wins, trips.Count, NoTrade),
            ProfitFactor = Metric.Ratio(won, -lost, trips.Count == 0 ? NoTrade : "no trade lost"),
            Expectancy = Metric.Ratio(won + lost, trips.Count, NoTrade),
            AverageWin = Metric.Ratio(won, wins, trips.Count == 0 ? NoTrade : "no trade won"),
            AverageLoss = Metric.Ratio(lost, losses, trips.Count == 0 ? NoTrade : "no trade lost"),
        };
    }
}
