namespace StrategyHost.Engine.Orders;

/// <summary>Who wants an order.</summary>
public enum OrderOrigin
{
    /// <summary>The strategy: every rule judges it.</summary>
    Strategy,

    /// <summary>The host, to protect or close a position: only the rules against certain errors judge it.</summary>
    Exit,
}
