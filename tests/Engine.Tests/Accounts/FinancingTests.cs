using StrategyHost.Engine.Costs;
using StrategyHost.Engine.Runs;
using StrategyHost.Engine.Tests.Scenes;

namespace StrategyHost.Engine.Tests.Accounts;

public sealed class FinancingTests
{
    private static BacktestResult Run(FinancingRates rates, params (int, Action<ScriptedStrategy>)[] acts) =>
        new Scene(Bars.Flat(100, 100, 100, 100))
        {
            Settings = new BacktestSettings { Cash = 3650, Financing = rates, Risk = new Engine.Risk.RiskLimits { BuyingPower = false } },
        }.OnBars(acts);

    [Fact]
    public void Cash_earns_a_365th_of_its_rate_a_day() =>
        Assert.Equal(3 * 3650 * 0.1m / 365, Run(new FinancingRates { Cash = 0.1m }).Account.Financing, 2);

    [Fact]
    public void Debt_costs_and_so_do_borrowed_shares()
    {
        // Bought on bar 1 for 7,300: 3,650 of debt at the two midnights after it.
        Assert.Equal(-2 * 3650 * 0.1m / 365, Run(new FinancingRates { Debt = 0.1m }, (0, s => s.Buy("X", 73))).Account.Financing, 2);
        Assert.Equal(-2 * 3600 * 0.2m / 365, Run(new FinancingRates { Borrow = 0.2m }, (0, s => s.Sell("X", 36))).Account.Financing, 2);
    }

    [Fact]
    public void Without_rates_nothing_is_booked() =>
        Assert.Equal(0, Run(new FinancingRates(), (0, s => s.Sell("X", 10))).Account.Financing);
}
