namespace StrategyHost.Engine.Orders;

/// <summary>Takes orders as they are at the moment when they are made or changed. A seam: a live session records them, a backtest does
/// not.</summary>
public interface IOrderJournal
{
    /// <summary>An order was made: it was sent, denied, or waits for its parent.</summary>
    void Made(Order order);

    /// <summary>A fill was booked.</summary>
    void Filled(Fill fill);

    /// <summary>An order has new terms, or one that waited was sent.</summary>
    void Changed(Order order);
}
