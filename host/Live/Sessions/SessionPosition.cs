namespace StrategyHost.Live.Sessions;

/// <summary>Where a session is among its events.</summary>
internal sealed class SessionPosition
{
    /// <summary>How many events the strategy has been given. Between two events it has handled all of them.</summary>
    public int Given { get; private set; }

    /// <summary>An event is given to the strategy.</summary>
    public void Give() => Given++;
}
