using StrategyHost.Engine.Markets;

namespace StrategyHost.Engine.Venues;

/// <summary>Where orders go that are judged and recorded, and never sent: each ends at once.</summary>
/// <param name="reports">Who hears what becomes of orders.</param>
public sealed class ShadowVenue(IExecutionListener reports) : IVenue
{
    /// <inheritdoc/>
    public bool NeedsEveryBar => false;

    /// <inheritdoc/>
    public bool CanOverfill => false;

    /// <inheritdoc/>
    public void Work(DateTime time, ReadOnlySpan<Market> updated)
    {
        // Nothing works here.
    }

    /// <inheritdoc/>
    public void WorkAtClose(DateTime time, ReadOnlySpan<Market> updated)
    {
        // Nothing works here.
    }

    /// <inheritdoc/>
    public void Submit(Order order, Market market) => reports.Cancelled(order, "it is a shadow: it was not sent");

    /// <inheritdoc/>
    public void Cancel(Order order)
    {
        // Nothing is open here.
    }

    /// <inheritdoc/>
    public void CancelContingent(Order order, string reason)
    {
        // Nothing is open here.
    }

    /// <inheritdoc/>
    public void Group(IReadOnlyList<Order> orders)
    {
        // Nothing is open here.
    }

    /// <inheritdoc/>
    public void Replace(Order order, decimal? quantity, decimal? limitPrice, decimal? stopPrice)
    {
        // Nothing is open here.
    }
}
