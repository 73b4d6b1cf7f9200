namespace StrategyHost.Live.Sessions;

/// <summary>Where a session is among its events. A new version of its script is only taken at the first gap after an event, so that a replay takes it there too.</summary>
internal sealed class SessionPosition
{
    private bool hasLooked;

    /// <summary>How many events have been given to the strategy.</summary>
    public int Given { get; private set; }

    /// <summary>How many events the strategy has handled, at least in part.</summary>
    public int Handled { get; private set; }

    /// <summary>Whether this is the first gap after an event: a time of day that comes before its bars makes another.</summary>
    public bool IsFirstGap { get; private set; }

    /// <summary>An event is given to the strategy.</summary>
    public void Give()
    {
        Given++;
        hasLooked = false;
    }

    /// <summary>There is a gap between two steps.</summary>
    public void Look()
    {
        IsFirstGap = !hasLooked;
        hasLooked = true;
        Handled = Given;
    }
}
