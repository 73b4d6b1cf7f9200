using StrategyHost.Engine.Accounts;

namespace StrategyHost.Engine.Risk;

/// <summary>Lets no position grow for a while after several losses in a row.</summary>
/// <param name="losses">How many losses in a row lock.</param>
/// <param name="length">For how long.</param>
public sealed class LossLock(int losses, TimeSpan length)
{
    private int seen;
    private int inARow;

    /// <summary>Until when it is locked, UTC; the earliest instant while it never was.</summary>
    public DateTime Until { get; private set; }

    /// <summary>Goes on from where another has come, whose place it takes.</summary>
    public void Continue(LossLock before) => (seen, inARow, Until) = (before.seen, before.inARow, before.Until);

    /// <summary>Looks at what has been closed since the last time.</summary>
    /// <returns>Whether it has just locked.</returns>
    public bool Look(Recent<RoundTrip> closed, DateTime now)
    {
        bool hasLocked = false;
        for (; seen < closed.Made; seen++)
        {
            inARow = closed.At(seen).NetProfit < 0 ? inARow + 1 : 0;
            if (inARow < losses) continue;
            inARow = 0;
            Until = now + length;
            hasLocked = true;
        }

        return hasLocked;
    }
}
