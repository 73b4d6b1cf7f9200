using StrategyHost.Engine.Results;
using StrategyHost.Engine.Runs;
using StrategyHost.Engine.Runs.Live;

namespace StrategyHost.Live.Sessions;

/// <summary>Looks on while a recorded session is handled again, and remembers what its result alone does not say.</summary>
/// <param name="chain">Takes its equity.</param>
/// <param name="query">What is wanted: events from its end on are left out, and those before its beginning do not count.</param>
/// <param name="handled">How many events the session has handled: later ones wait for its next start. Null for all that there are.</param>
internal sealed class SessionReading(ChainedEquity chain, ResultQuery query, int? handled)
{
    private LiveView view = null!;

    /// <summary>What was paid in before it, beyond what the former session left.</summary>
    public double Deposit { get; private set; }

    /// <summary>What had gone through the account before what counts.</summary>
    public AccountTotals Before { get; private set; } = AccountTotals.None;

    /// <summary>How many bars and ticks there were before what counts.</summary>
    public long BarsBefore { get; private set; }

    /// <summary>Whether events were left out at the end.</summary>
    public bool IsCut { get; private set; }

    /// <summary>What tells the version of the script that it ended with from others.</summary>
    public string Version { get; set; } = "";

    /// <summary>Why its script could not go on; null when it could.</summary>
    public string? Fault { get; set; }

    /// <summary>What the strategy did otherwise than it had done, first of all; null when nothing.</summary>
    public (string Recorded, string Now)? Difference { get; set; }

    /// <summary>The run has begun, and nothing has happened yet.</summary>
    public void Begin(LiveView begun)
    {
        view = begun;
        Deposit = chain.Follow(begun.Equity);
    }

    /// <summary>The events to handle.</summary>
    public IEnumerable<LiveEvent> Of(IEnumerable<LiveEvent> all)
    {
        int count = 0;
        foreach (var happened in all)
        {
            if (happened.Time >= query.To || count++ >= handled)
            {
                IsCut = true;
                yield break;
            }

            yield return happened;
            if (!(happened.Time < query.From)) continue;
            Before = AccountTotals.Of(view.Account);
            BarsBefore += happened.Bars.Count;
        }
    }
}
