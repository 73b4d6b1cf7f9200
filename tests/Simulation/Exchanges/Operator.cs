using StrategyHost.Simulation.Scheduling;

namespace StrategyHost.Simulation.Exchanges;

/// <summary>A person at the account who trades, and ends orders, beside every host, at random times.</summary>
/// <param name="world">The world.</param>
/// <param name="exchange">Where the account is.</param>
/// <param name="dice">What is drawn from.</param>
internal sealed class Operator(Scheduler world, SimulatedExchange exchange, Dice dice)
{
    private const int MostUnits = 10;

    /// <summary>Begins, as often as the exchange's faults say.</summary>
    public void Begin()
    {
        if (exchange.Faults.HandTradesEvery > TimeSpan.Zero) world.After(dice.Around(exchange.Faults.HandTradesEvery), Trade);
        if (exchange.Faults.HandCancelsEvery > TimeSpan.Zero) world.After(dice.Around(exchange.Faults.HandCancelsEvery), Cancel);
    }

    private void Trade()
    {
        if (exchange.Faults.HandTradesEvery == TimeSpan.Zero) return;
        var market = exchange.Markets[dice.Between(0, exchange.Markets.Count - 1)];
        exchange.TradeByHand(market.Symbol, dice.Chance(0.5) ? Side.Buy : Side.Sell, dice.Between(1, MostUnits));
        world.After(dice.Around(exchange.Faults.HandTradesEvery), Trade);
    }

    private void Cancel()
    {
        if (exchange.Faults.HandCancelsEvery == TimeSpan.Zero) return;
        var market = exchange.Markets[dice.Between(0, exchange.Markets.Count - 1)];
        if (market.Working.Count > 0) exchange.CancelByHand(market.Working[dice.Between(0, market.Working.Count - 1)]);
        world.After(dice.Around(exchange.Faults.HandCancelsEvery), Cancel);
    }
}
