using FsCheck;
using FsCheck.Fluent;
using StrategyHost.Engine.Costs;
using StrategyHost.Engine.Risk;
using StrategyHost.Engine.Runs;
using StrategyHost.Engine.Tests.Scenes;

namespace StrategyHost.Engine.Tests.Accounts;

/// <summary>Random trading against a ledger that is kept in the simplest way.</summary>
public sealed class LedgerTests
{
    private const decimal Cash = 100_000m;
    private const decimal Rate = 0.001m;
    private static readonly Config Seeded = Config.QuickThrowOnFailure.WithReplay(20240101, 31).WithMaxTest(200);

    [Fact]
    public void Cash_positions_and_profits_balance_to_the_last_cent()
    {
        var steps = Gen.Choose(-30, 30).Zip(Gen.Choose(1, 20_000)).ArrayOf(40);
        Check.One(Seeded, Prop.ForAll(steps.ToArbitrary(), (Action<(int, int)[]>)Balances));
    }

    private static void Balances((int Quantity, int Cents)[] steps)
    {
        double[] prices = [.. steps.Select(s => s.Cents / 100.0).Append(50)];
        var settings = new BacktestSettings
        {
            Cash = Cash,
            Commission = new PercentCommission(Rate),
            Risk = new RiskLimits { BuyingPower = false }
        };
        var acts = steps.Select((s, i) => (i, (Action<ScriptedStrategy>)(strategy => Trade(strategy, s.Quantity)))).ToArray();
        var result = new Scene(Bars.Flat(prices)) { Settings = settings }.OnBars(acts);

        decimal cash = Cash;
        decimal held = 0;
        decimal commission = 0;
        foreach (var fill in result.Fills)
        {
            decimal value = fill.Quantity * fill.Price;
            cash += (fill.Side == Side.Buy ? -value : value) - (value * Rate);
            commission += value * Rate;
            held += fill.Side == Side.Buy ? fill.Quantity : -fill.Quantity;
        }

        var portfolio = result.Account.Portfolio;
        var position = portfolio["X"];
        Assert.Equal(steps.Count(s => s.Quantity != 0), result.Fills.Count);
        Assert.Equal(cash, portfolio.Cash);
        Assert.Equal(held, position.Quantity);
        Assert.Equal(commission, portfolio.Commission);
        // An average price is a quotient, which no decimal holds exactly; cash never goes through one.
        Assert.Equal(Cash + position.RealizedProfit + position.UnrealizedProfit - commission, portfolio.Equity, 12);
        Assert.Equal((double)portfolio.Equity, result.Equity.Latest.Equity, 6);
        Assert.Equal(Math.Abs(held), result.Fills.Sum(f => f.Quantity) - (2 * result.RoundTrips.Sum(t => t.Quantity)));
    }

    private static void Trade(ScriptedStrategy strategy, int quantity)
    {
        if (quantity > 0) strategy.Buy("X", quantity);
        if (quantity < 0) strategy.Sell("X", -quantity);
    }
}
