using StrategyHost.Engine.Runs;
using StrategyHost.Engine.Runs.Live;
using StrategyHost.Engine.Tests.Scenes;
using StrategyHost.Plugins;

namespace StrategyHost.Engine.Tests.Risk;

/// <summary>What comes of orders at a broker of given capabilities, in a backtest and in a session, on bars that stand still at
/// 100.</summary>
internal static class BrokerRuleScene
{
    public static readonly TradingCapabilities Broker = new()
    {
        OrderTypes = [OrderType.Market, OrderType.Limit],
        TimesInForce = [TimeInForceKind.Day, TimeInForceKind.GoodTillCancelled]
    };

    private static readonly BarSeries Days = Bars.Of(new Instrument { Symbol = "X", LotSize = 0.01m }, new PlainCalendar(), Resolution.Day,
        Bars.Monday, [.. Enumerable.Repeat((100.0, 100.0, 100.0, 100.0), 6)]);

    public static BacktestResult Backtest(TradingCapabilities broker, params (int, Action<ScriptedStrategy>)[] acts) =>
        new Scene(Days) { Settings = new BacktestSettings { Cash = 10_000, Broker = broker } }.OnBars(acts);

    /// <summary>What the first order of a strategy that orders once is denied for, where it is a backtest's and where it is a session's:
    /// they must agree.</summary>
    public static string? Reason(TradingCapabilities broker, Action<ScriptedStrategy> act)
    {
        string? past = Backtest(broker, (0, act)).Orders[0].Denial?.ToString();
        var live = new LiveScene
        {
            Settings = new BacktestSettings { Cash = 10_000 },
            Live = new LiveRunSettings { Start = Days[0].Start, Venue = SessionVenue.Live, Broker = broker },
            Data = _ => new BarSeries(Days.Instrument, Days.Calendar, Days.Resolution, default, default, default, default, default, default,
                default),
        };
        var result = live.Run(s => s.OnBar("X", _ => act(s)),
            [new LiveEvent(Days[0].Start, [], SessionCommand.Arm), new LiveEvent(Days[0].End, [new LiveBar("X", Days[0])])]);
        Assert.Equal(past, result.Orders[0].Denial?.ToString());
        return past;
    }
}
