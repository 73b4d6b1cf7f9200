using StrategyHost.Engine.Orders;
using StrategyHost.Engine.Runs.Live;
using StrategyHost.Live.Brokers;
using StrategyHost.Live.Deployments;
using StrategyHost.Live.Journaling;

namespace StrategyHost.Live.Sessions;

/// <summary>A session, where it is kept, and on what terms it runs.</summary>
/// <param name="Folder">The folder of its deployment's state.</param>
/// <param name="Journal">Its deployment's journal.</param>
/// <param name="Session">The session.</param>
/// <param name="Terms">The deployment as it was when the session began.</param>
internal sealed record SessionPlace(SessionFolder Folder, Journal Journal, SessionRecord Session, Deployment Terms)
{
    /// <summary>What a run of the session needs: the same whenever it is handled.</summary>
    /// <param name="orders">Takes orders and fills as they are made.</param>
    /// <param name="writesFaults">Whether new faults of the strategy are made durable.</param>
    public LiveRunSettings Settings(IOrderJournal orders, bool writesFaults)
    {
        string prefix = BrokerSession.PrefixOf(Journal.Origin, Session.Id);
        return new LiveRunSettings
        {
            Start = Session.Start,
            Venue = Terms.Venue,
            Broker = Session.Broker,
            IsArmedFromStart = Terms.IsArmedFromStart,
            ClientIds = BrokerSession.ClientIdsOf(prefix),
            Retention = Retention.OfSession,
            StaleAfter = Terms.StaleAfter,
            Overfill = Terms.Overfill,
            MissedTimers = Session.IsTimedByBars || Terms.Replay is { Speed: null } ? null : Terms.MissedTimers,
            Journal = orders,
            Faults = new FaultJournal(Journal.Faults(Session.Id), writesFaults ? fault => Journal.Append(Session.Id, fault) : null),
        };
    }
}
