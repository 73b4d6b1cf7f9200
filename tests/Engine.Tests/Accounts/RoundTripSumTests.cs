using StrategyHost.Engine.Costs;
using StrategyHost.Engine.Risk;
using StrategyHost.Engine.Runs;
using StrategyHost.Engine.Tests.Scenes;
using StrategyHost.Engine.Venues;

namespace StrategyHost.Engine.Tests.Accounts;

/// <summary>
/// Ten thousand random runs of two symbols, one of them in another currency, with splits, dividends, fractions, shorts, partial
/// fills, fees, interest and ruin. In each, equity has changed by what the round trips made, by what is still open and by interest.
/// </summary>
public sealed class RoundTripSumTests
{
    private const int Runs = 10_000;
    private const int Length = 16;
    private static readonly string[] Fees =
        ["0", "1/order", "0.1%", "0.005/share:min=1:max=1%:tier=100@0.002", "us-equities", "china-a", "maker=-0.02%:taker=0.05%"];
    private static readonly decimal[] Ratios = [2, 3, 1.5m, 0.5m, 0.1m, 0.3333m, 1.05m, 7];
    private static readonly decimal[] Lots = [1, 1, 0.01m, 0.00000001m, 10];

    [Fact]
    public void The_sum_of_the_round_trips_is_the_change_of_equity()
    {
        var seen = new Seen();
        for (int run = 0; run < Runs; run++) Examine(run, seen);
        Assert.True(seen is
        {
            PaidOut: > 1000, Cancelled: > 200, Short: > 1000, Ruined: > 500, Flat: > 2000, Partial: > 1000,
            Abroad: > 1000
        }, seen.ToString());
    }

    private static void Examine(int run, Seen seen)
    {
        var random = new Random(run);
        var (result, strategies) = Run(random);
        var portfolio = result.Account.Portfolio;
        decimal trips = result.RoundTrips.Sum(t => t.NetProfit);
        decimal change = portfolio.Equity - portfolio.InitialCash;
        decimal largest = result.Fills.Select(f => f.Quantity * f.Price).DefaultIfEmpty().Max() + portfolio.InitialCash;
        Assert.True(Math.Abs(change - trips - result.OpenProfit - result.Account.Financing) <= largest * 1e-12m,
            $"run {run}: equity changed by {change}, round trips made {trips}, open {result.OpenProfit}, interest "
                + $"{result.Account.Financing}");
        bool isFlat = portfolio.Positions.All(p => p.IsFlat);
        if (isFlat) Assert.Equal(0, result.OpenProfit);
        if (strategies > 1) BooksAddUp(run, result, largest * 1e-12m);
        seen.Count(result, isFlat);
    }

    private static void BooksAddUp(int run, BacktestResult result, decimal tolerance)
    {
        decimal difference = result.Books.Sum(b => b.Portfolio.Cash) - result.Account.Portfolio.Cash;
        Assert.True(Math.Abs(difference) <= tolerance, $"run {run}: the books have {difference} more cash than the account");
        foreach (var position in result.Account.Portfolio.Positions)
            Assert.Equal(position.Quantity, result.Books.Sum(b => b.Portfolio[position.Symbol].Quantity));
    }

    private static (BacktestResult Result, int Strategies) Run(Random random)
    {
        var data = new Dictionary<string, BarSeries>
        {
            ["X"] = Series(random, new Instrument { Symbol = "X", LotSize = Lots[random.Next(Lots.Length)] }, hasActions: true),
            ["Y"] = Series(random, new Instrument
            {
                Symbol = "Y",
                Currency = "EUR",
                Multiplier = 2,
                LotSize = Lots[random.Next(Lots.Length)]
            }, hasActions: true),
            ["EURUSD"] = Series(random, new Instrument { Symbol = "EURUSD" }, hasActions: false),
        };
        var settings = new BacktestSettings
        {
            Cash = random.Next(1_000, 50_000),
            Commission = CommissionSpec.Parse(Fees[random.Next(Fees.Length)]),
            Slippage = SlippageSpec.Parse(random.Next(2) == 0 ? "0" : "20bps"),
            Financing = random.Next(2) == 0 ? new FinancingRates() : new FinancingRates { Borrow = 0.1m, Cash = 0.02m, Debt = 0.2m },
            Fills = new FillSettings
            {
                Participation = random.Next(2) == 0 ? null : 0.02,
                Timing = random.Next(4) == 0 ? FillTiming.Close : FillTiming.NextOpen
            },
            Risk = random.Next(3) switch
            {
                0 => new RiskLimits { BuyingPower = false },
                1 => new RiskLimits { InitialMargin = 0.3m, MaintenanceMargin = 0.1m },
                _ => new RiskLimits()
            },
        };
        int strategies = random.Next(4) == 0 ? 2 : 1;
        bool closes = random.Next(2) == 0;
        int seed = random.Next();
        var result =
            new Backtest(settings, new BarSources(symbol => data[symbol], pair => data.GetValueOrDefault(pair)), new SilentLog()).Run(
            [.. Enumerable.Range(0, strategies).Select(i => ($"s{i}",
                (Strategy)new ScriptedStrategy(s => Declare(s, new Random(seed + i), closes))))], null,
                TestContext.Current.CancellationToken);
        return (result, strategies);
    }

    private static void Declare(ScriptedStrategy s, Random random, bool closes)
    {
        int bar = 0;
        s.Use("X");
        s.OnBar("Y", _ =>
        {
            bar++;
            if (closes && bar > Length - 5) CloseAll(s);
            else Act(s, random, random.Next(2) == 0 ? "X" : "Y");
        });
    }

    private static void CloseAll(ScriptedStrategy s)
    {
        foreach (var order in s.Orders.ToList()) s.Cancel(order);
        s.Close("X");
        s.Close("Y");
    }

    private static void Act(ScriptedStrategy s, Random random, string symbol)
    {
        double price = s.Position(symbol).LastPrice;
        if (double.IsNaN(price)) return;
        var side = random.Next(2) == 0 ? Side.Buy : Side.Sell;
        int quantity = random.Next(1, 200);
        double near = Math.Round(price * (0.9 + (random.NextDouble() * 0.2)), 2);
        switch (random.Next(8))
        {
            case 0: s.Limit(side, symbol, quantity, near); break;
            case 1: s.Stop(side, symbol, quantity, near); break;
            case 2:
                s.Bracket(side, symbol, quantity, stop: price * (side == Side.Buy ? 0.9 : 1.1),
                target: price * (side == Side.Buy ? 1.1 : 0.9)); break;
            case 3: s.TargetPercent(symbol, random.NextDouble() * 4 - 2); break;
            case 4: s.Close(symbol); break;
            case 5:
                s.Stop(s.Position(symbol).IsLong ? Side.Sell : Side.Buy, symbol, Math.Max(1, Math.Abs(s.Position(symbol).Quantity)),
                near); break;
            default: s.Submit(new OrderRequest { Symbol = symbol, Side = side, Quantity = quantity }); break;
        }
    }

    private static BarSeries Series(Random random, Instrument instrument, bool hasActions)
    {
        double spread = random.Next(3) == 0 ? 0.9 : 0.1;
        double last = hasActions ? random.Next(2, 300) : 1.1;
        var bars = new (double, double, double, double)[Length];
        for (int i = 0; i < Length; i++)
        {
            double open = Moved(last);
            last = Moved(open);
            bars[i] = (open, Math.Max(open, last) * 1.01, Math.Min(open, last) * 0.99, last);
        }

        var plain = Bars.Of(instrument, new PlainCalendar(), Resolution.Day, Bars.Monday, bars);
        return hasActions ? Bars.WithActions(plain, Actions(random)) : plain;

        double Moved(double price) => Math.Round(Math.Max(0.05, price * (1 + ((random.NextDouble() - 0.49) * spread))), 4);
    }

    private static CorporateAction[] Actions(Random random) =>
    [
        .. Enumerable.Range(0, random.Next(4)).Select(_ => random.Next(2, Length)).Distinct().Order().Select(day => random.Next(3) == 0
            ? new CorporateAction(DateOnly.FromDateTime(Bars.Monday).AddDays(day), CorporateActionKind.Dividend, random.Next(1, 300) / 100m)
            : new CorporateAction(DateOnly.FromDateTime(Bars.Monday).AddDays(day), CorporateActionKind.Split,
                Ratios[random.Next(Ratios.Length)])),
    ];

    /// <summary>What the runs have had in them, so that none of it is missing unseen.</summary>
    private sealed class Seen
    {
        public int PaidOut { get; private set; }

        public int Cancelled { get; private set; }

        public int Short { get; private set; }

        public int Ruined { get; private set; }

        public int Flat { get; private set; }

        public int Partial { get; private set; }

        public int Abroad { get; private set; }

        public void Count(BacktestResult result, bool isFlat)
        {
            if (result.RoundTrips.Sum(t => t.Quantity) * 2 > result.Fills.Sum(f => f.Quantity)) PaidOut++;
            if (result.Orders.Any(o => o.Reason?.StartsWith("the split left", StringComparison.Ordinal) == true)) Cancelled++;
            if (result.RoundTrips.Any(t => !t.IsLong)) Short++;
            if (result.Equity.Rows.Any(r => r.Equity <= 0)) Ruined++;
            if (isFlat && result.RoundTrips.Count > 0) Flat++;
            if (result.Fills.GroupBy(f => f.OrderId).Any(g => g.Count() > 1)) Partial++;
            if (result.RoundTrips.Any(t => t.Symbol == "Y")) Abroad++;
        }

        public override string ToString() =>
            $"paid out {PaidOut}, cancelled {Cancelled}, short {Short}, ruined {Ruined}, flat {Flat}, partial {Partial}, abroad {Abroad}";
    }
}
