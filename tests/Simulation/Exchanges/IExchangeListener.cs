namespace StrategyHost.Simulation.Exchanges;

/// <summary>Hears what happens at the exchange, as it happens.</summary>
internal interface IExchangeListener
{
    /// <summary>An order has arrived, changed or ended.</summary>
    void OnOrder(ExchangeOrder order);

    /// <summary>An order has filled. The order itself is told of with it.</summary>
    void OnExecution(ExchangeExecution execution);
}
