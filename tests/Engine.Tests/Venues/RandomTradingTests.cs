using FsCheck;
using FsCheck.Fluent;
using StrategyHost.Engine.Costs;
using StrategyHost.Engine.Risk;
using StrategyHost.Engine.Runs;
using StrategyHost.Engine.Tests.Scenes;
using StrategyHost.Engine.Venues;

namespace StrategyHost.Engine.Tests.Venues;

/// <summary>
/// Ten thousand random sequences of orders and prices. What must hold for each is checked against a ledger and rules
/// that know nothing of the venue.
/// </summary>
public sealed class RandomTradingTests(ITestOutputHelper output)
{
    private const int Sequences = 10_000;
    private const int Steps = 14;
    private const decimal Cash = 1_000_000m;
    private const decimal Fee = 0.0005m;

    [Theory]
    [InlineData(20240101UL, 31UL)]
    public void What_must_hold_holds(ulong seed, ulong gamma)
    {
        output.WriteLine($"seed {seed}, gamma {gamma}, {Sequences} sequences of {Steps} bars");
        var move = from gap in Gen.Choose(-300, 300)
                   from up in Gen.Choose(0, 300)
                   from down in Gen.Choose(0, 300)
                   from body in Gen.Choose(-300, 300)
                   select new Move(gap, up, down, body);
        var act = from kind in Gen.Choose(0, 11)
                  from quantity in Gen.Choose(1, 40)
                  from away in Gen.Choose(-500, 500)
                  from buys in Gen.Choose(0, 1)
                  select new Step(kind, quantity, away, buys == 1);
        var sequence = from moves in move.ArrayOf(Steps)
                       from acts in act.ArrayOf(Steps)
                       from model in Gen.Choose(0, 3)
                       select new Sequence(moves, acts, model);
        var config = Config.QuickThrowOnFailure.WithReplay(seed, gamma).WithMaxTest(Sequences);
        Check.One(config, Prop.ForAll(sequence.ToArbitrary(), (Action<Sequence>)Examine));
    }

    private static void Examine(Sequence sequence)
    {
        var (moves, acts, model) = sequence;
        var prices = Prices(moves);
        var once = Run(prices, acts, model, scale: 1);
        LedgerBalances(once);
        FillsAreWithinBarsAndLimits(once, prices);
        QuantitiesConserve(once);
        GroupsAndReductionsHold(once);
        var twice = Run([.. prices.Select(p => (p.Item1 * 2, p.Item2 * 2, p.Item3 * 2, p.Item4 * 2))], acts, model, scale: 2);
        Assert.Equal(once.Fills.Select(f => (f.OrderId, f.Time, f.Quantity, Price: f.Price * 2, Commission: f.Commission * 2)),
            twice.Fills.Select(f => (f.OrderId, f.Time, f.Quantity, f.Price, f.Commission)));
        Assert.Equal(once.Account.Portfolio.Cash * 2, twice.Account.Portfolio.Cash);
        Assert.Equal(once.Orders.Select(o => o.Status), twice.Orders.Select(o => o.Status));
    }

    /// <summary>Prices on a grid of a quarter, which doubles exactly.</summary>
    private static (double, double, double, double)[] Prices(Move[] moves)
    {
        var bars = new List<(double, double, double, double)>();
        double last = 100;
        foreach (var (gap, up, down, body) in moves)
        {
            double open = Math.Max(20, last + Math.Round(gap / 100.0) / 4);
            double close = Math.Max(20, open + Math.Round(body / 20.0) / 4);
            double high = Math.Max(open, close) + Math.Round(up / 20.0) / 4;
            double low = Math.Max(10, Math.Min(open, close) - Math.Round(down / 20.0) / 4);
            bars.Add((open, high, low, close));
            last = close;
        }

        return [.. bars];
    }

    private static BacktestResult Run((double, double, double, double)[] prices, Step[] acts, int model, int scale)
    {
        var settings = new BacktestSettings
        {
            Cash = Cash * scale,
            Commission = new PercentCommission(Fee),
            Slippage = model % 2 == 1 ? new BasisPointSlippage(0) : new NoSlippage(),
            Risk = new RiskLimits { BuyingPower = false },
            Fills = new FillSettings
            {
                Participation = model >= 2 ? 0.02 : null,
                Latency = model == 1 ? new LatencySpan(TimeSpan.Zero, TimeSpan.FromHours(60)) : default,
                Path = model == 3 ? BarPathModel.Adaptive : BarPathModel.StopsFirst
            },
        };
        var steps = acts.Select((a, i) => (i, (Action<ScriptedStrategy>)(s => Act(s, a, scale)))).ToArray();
        return new Scene(Bars.Daily(prices)) { Settings = settings }.OnBars(steps);
    }

    private static void Act(ScriptedStrategy s, Step step, int scale)
    {
        var (kind, quantity, away, buys) = step;
        var side = buys ? Side.Buy : Side.Sell;
        double last = s.Position("X").LastPrice;
        double price = Math.Max(1, last + (Math.Round(away / 25.0) / 4 * scale));
        double other = Math.Max(1, last - (Math.Round(away / 25.0) / 4 * scale));
        switch (kind)
        {
            case 0: s.Submit(new OrderRequest { Symbol = "X", Side = side, Quantity = quantity }); break;
            case 1: s.Limit(side, "X", quantity, price); break;
            case 2: s.Stop(side, "X", quantity, price); break;
            case 3: s.StopLimit(side, "X", quantity, price, other); break;
            case 4: s.TrailingStop(side, "X", quantity, Trail.By(2.5 * scale)); break;
            case 5: s.MarketIfTouched(side, "X", quantity, price); break;
            case 6: s.LimitIfTouched(side, "X", quantity, price, other, TimeInForce.Bars(3)); break;
            case 7: s.Oco(s.Limit(side, "X", quantity, price), s.Stop(side, "X", quantity, other)); break;
            case 8:
                s.Bracket(side, "X", quantity, stop: Math.Max(1, last + ((buys ? -2 : 2) * scale)),
                target: last + ((buys ? 2 : -2) * scale)); break;
            case 9: s.Submit(new OrderRequest { Symbol = "X", Side = side, Quantity = quantity, ReduceOnly = true }); break;
            case 10: s.Limit(side, "X", quantity, price, TimeInForce.ImmediateOrCancel); break;
            default:
                foreach (var order in s.Orders.Take(2).ToList()) s.Cancel(order);
                break;
        }
    }

    private static void LedgerBalances(BacktestResult result)
    {
        decimal cash = Cash;
        decimal held = 0;
        foreach (var fill in result.Fills)
        {
            cash -= (fill.SignedQuantity * fill.Price) + fill.Commission;
            held += fill.SignedQuantity;
            Assert.Equal(fill.Quantity * fill.Price * Fee, fill.Commission);
        }

        var position = result.Account.Portfolio["X"];
        Assert.Equal(cash, result.Account.Portfolio.Cash);
        Assert.Equal(held, position.Quantity);
        Assert.Equal(cash + (held * (decimal)position.LastPrice), result.Account.Portfolio.Equity);
    }

    private static void FillsAreWithinBarsAndLimits(BacktestResult result, (double Open, double High, double Low, double Close)[] prices)
    {
        foreach (var fill in result.Fills)
        {
            var order = result.Orders[(int)fill.OrderId - 1];
            int bar = (int)(fill.Time - Bars.Monday).TotalDays - 1;
            Assert.InRange((double)fill.Price, prices[bar].Low, prices[bar].High);
            Assert.True(fill.Time > order.Submitted, $"{order} filled at {fill.Time:u}, made at {order.Submitted:u}");
            if (order.LimitPrice is { } limit)
                Assert.True(order.Side == Side.Buy ? fill.Price <= limit : fill.Price >= limit, $"{order} filled at {fill.Price}");
        }
    }

    private static void QuantitiesConserve(BacktestResult result)
    {
        foreach (var order in result.Orders)
        {
            var own = result.Fills.Where(f => f.OrderId == order.Id).ToList();
            Assert.Equal(order.Filled, own.Sum(f => f.Quantity));
            Assert.True(order.Filled <= order.Quantity);
            Assert.Equal(order.Status == OrderStatus.Filled, order.Filled == order.Quantity && order.Filled > 0);
            Assert.Equal(order.IsOpen, order.Closed is null);
        }
    }

    private static void GroupsAndReductionsHold(BacktestResult result)
    {
        foreach (var group in result.Orders.Where(o => o.GroupId is not null && o.ParentId is null).GroupBy(o => o.GroupId))
            Assert.True(group.Count(o => o.Filled > 0) <= 1, "both legs of an OCO filled");
        decimal held = 0;
        foreach (var fill in result.Fills)
        {
            decimal before = held;
            held += fill.SignedQuantity;
            bool reduces = result.Orders[(int)fill.OrderId - 1].IsReduceOnly;
            if (reduces)
                Assert.True(Math.Abs(held) < Math.Abs(before) && Math.Sign(held) * Math.Sign(before) >= 0, "a reduce-only order opened");
        }
    }

    /// <summary>How a bar leaves the one before, in hundredths.</summary>
    private sealed record Move(int Gap, int Up, int Down, int Body);

    /// <summary>What the strategy does at the end of a bar.</summary>
    private sealed record Step(int Kind, int Quantity, int Away, bool Buys);

    private sealed record Sequence(Move[] Moves, Step[] Steps, int Model);
}
