using StrategyHost.Engine.Accounts;
using StrategyHost.Engine.Results;
using StrategyHost.Engine.Risk;
using StrategyHost.Indicators;

namespace StrategyHost.Engine.Runs;

/// <summary>What came of a backtest.</summary>
public sealed record BacktestResult
{
    /// <summary>How it was run.</summary>
    public required BacktestSettings Settings { get; init; }

    /// <summary>The strategy's parameters with their values.</summary>
    public required IReadOnlyList<(Parameter Parameter, object Value)> Parameters { get; init; }

    /// <summary>What was traded, in the order in which the strategy named it.</summary>
    public required IReadOnlyList<Instrument> Instruments { get; init; }

    /// <summary>How long the shortest bars are.</summary>
    public required Resolution Resolution { get; init; }

    /// <summary>The calendar by whose trading days the statistics are made.</summary>
    public required TradingCalendar Calendar { get; init; }

    /// <summary>How many returns a year the statistics have: trading days, or weeks or months where no bar is shorter.</summary>
    public int PeriodsPerYear => Resolution.PeriodsPerYear(Calendar);

    /// <summary>When the first bar starts, UTC.</summary>
    public required DateTime From { get; init; }

    /// <summary>When the last bar ends, UTC.</summary>
    public required DateTime To { get; init; }

    /// <summary>How many bars the strategy was shown.</summary>
    public required long Bars { get; init; }

    /// <summary>Cash and positions at the end.</summary>
    public required Account Account { get; init; }

    /// <summary>What has gone through the account.</summary>
    public required AccountTotals Totals { get; init; }

    /// <summary>What each strategy owns at the end. Together they are the account.</summary>
    public required IReadOnlyList<StrategyBook> Books { get; init; }

    /// <summary>All orders, in the order of submission.</summary>
    public required IReadOnlyList<Order> Orders { get; init; }

    /// <summary>All fills, in the order in which they happened.</summary>
    public required IReadOnlyList<Fill> Fills { get; init; }

    /// <summary>What was opened and closed again, in the order of closing.</summary>
    public required IReadOnlyList<RoundTrip> RoundTrips { get; init; }

    /// <summary>
    /// The profit of what is still held at the latest prices, after commission and dividends, in the account's currency. With the
    /// net profit of all round trips and with interest it is what equity has changed by.
    /// </summary>
    public required decimal OpenProfit { get; init; }

    /// <summary>The account's worth after every event.</summary>
    public required EquityCurve Equity { get; init; }

    /// <summary>The loss limits that were reached, oldest first.</summary>
    public required IReadOnlyList<RiskBreach> Breaches { get; init; }

    /// <summary>The largest quantity of a fill over the volume of the bar that filled it, a ratio; 0 where volumes are not known.</summary>
    public required double LargestVolumeShare { get; init; }

    /// <summary>Whether the run came to the end of the data; false when it was stopped before.</summary>
    public required bool IsComplete { get; init; }

    /// <summary>What the strategy decided, oldest first; empty unless the settings ask for it.</summary>
    public required IReadOnlyList<Decision> Decisions { get; init; }

    /// <summary>The indicators as they were at the end, with the bars that they read.</summary>
    public required IReadOnlyList<(BarView View, Indicator Indicator)> Indicators { get; init; }

    /// <summary>When the data of the symbols begins and ends, UTC, whatever part of it the run covers.</summary>
    public required (DateTime From, DateTime To) Data { get; init; }

    /// <summary>The runs that it was put together from, oldest first; empty for one run.</summary>
    public IReadOnlyList<RunPart> Parts { get; init; } = [];
}
