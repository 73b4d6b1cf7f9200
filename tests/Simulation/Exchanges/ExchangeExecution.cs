using StrategyHost.Plugins;

namespace StrategyHost.Simulation.Exchanges;

/// <summary>An execution in the ledger.</summary>
/// <param name="Order">The order.</param>
/// <param name="Execution">The execution as a broker shows it.</param>
/// <param name="Shown">From when on anybody can see it, UTC: some brokers tell late.</param>
/// <param name="HeldAfter">What the account held of the symbol after it: negative for short.</param>
internal sealed record ExchangeExecution(ExchangeOrder Order, Execution Execution, DateTime Shown, decimal HeldAfter);
