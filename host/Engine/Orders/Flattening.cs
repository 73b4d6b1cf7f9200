using StrategyHost.Engine.Markets;

namespace StrategyHost.Engine.Orders;

/// <summary>
/// Closes positions at the market. What is open of a symbol is ended first, and its position closed when no order of it can fill any
/// more, since one that still could would turn it over; an exit that does not fill is made anew, once for each instant. What was taken for
/// ended and fills later, while trading is stopped, is closed as well.
/// </summary>
/// <param name="markets">The markets of the run.</param>
/// <param name="clock">The run's clock.</param>
/// <param name="exit">Makes an exit of a symbol's position; null when there is nothing to close.</param>
/// <param name="endOthers">Ends what is open of a symbol, other than its exit; says whether an order of it can still fill.</param>
public sealed class Flattening(MarketList markets, Clock clock, Func<string, Order?> exit, Func<string, Order?, bool> endOthers)
{
    private readonly Dictionary<string, (Order? Exit, DateTime At)> closing = new(StringComparer.Ordinal);
    private bool keepsFlat;

    /// <summary>Whether anything is to be closed.</summary>
    public bool IsUnderWay => closing.Count > 0;

    /// <summary>Begins to close all positions.</summary>
    public void Begin()
    {
        foreach (var market in markets) closing[market.Instrument.Symbol] = (null, default);
        keepsFlat = true;
        Continue();
    }

    /// <summary>Leaves what is not closed as it is.</summary>
    public void Stop()
    {
        closing.Clear();
        keepsFlat = false;
    }

    /// <summary>An order of a symbol was filled. Where positions were closed, and trading has been stopped since, one that it leaves was
    /// not wanted, and is closed.</summary>
    /// <param name="symbol">The symbol.</param>
    /// <param name="isStopped">Whether trading is stopped.</param>
    public void NoteFill(string symbol, bool isStopped)
    {
        keepsFlat &= isStopped;
        if (keepsFlat) closing.TryAdd(symbol, (null, default));
    }

    /// <summary>Goes on with what can be closed now.</summary>
    public void Continue()
    {
        foreach (var (symbol, (sent, at)) in closing.ToList())
        {
            if (sent?.Status == OrderStatus.Filled) closing.Remove(symbol);
            else if (!endOthers(symbol, sent) && (sent is null || at != clock.UtcNow)) Close(symbol);
        }
    }

    private void Close(string symbol)
    {
        if (exit(symbol) is { } order) closing[symbol] = (order, clock.UtcNow);
        else closing.Remove(symbol);
    }
}
