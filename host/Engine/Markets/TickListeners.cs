using StrategyHost.Engine.Supervision;

namespace StrategyHost.Engine.Markets;

/// <summary>The handlers of a symbol's quotes and trades.</summary>
public sealed class TickListeners
{
    private readonly Action<Quote>[] quoteHandlers;
    private readonly Action<Trade>[] tradeHandlers;

    /// <summary>Handlers, told in this order.</summary>
    public TickListeners(string symbol, IEnumerable<Action<Quote>> quoteHandlers, IEnumerable<Action<Trade>> tradeHandlers)
    {
        this.quoteHandlers = [.. quoteHandlers];
        this.tradeHandlers = [.. tradeHandlers];
        HandlerName = WantsQuotes ? $"OnQuote({symbol})" : $"OnTrade({symbol})";
    }

    /// <summary>Whether there are handlers of quotes.</summary>
    public bool WantsQuotes => quoteHandlers.Length > 0;

    /// <summary>Whether there are handlers of trades.</summary>
    public bool WantsTrades => tradeHandlers.Length > 0;

    /// <summary>What to call its handlers in messages.</summary>
    public string HandlerName { get; }

    /// <summary>Runs the handlers on the market's latest tick.</summary>
    public void Handle(Market market, Supervisor supervisor)
    {
        if (market.Quote is { } quote)
        {
            foreach (var handler in quoteHandlers) supervisor.Run(HandlerName, handler, in quote);
            return;
        }

        var trade = new Trade(market.Bar.End, market.Bar.Close, market.Bar.Volume);
        foreach (var handler in tradeHandlers) supervisor.Run(HandlerName, handler, in trade);
    }
}
