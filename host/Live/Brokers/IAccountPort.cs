using StrategyHost.Engine.Venues.Broker;

namespace StrategyHost.Live.Brokers;

/// <summary>An account as a session sees it. A seam: the simulator and tests stand in for it.</summary>
public interface IAccountPort
{
    /// <summary>Knows an order that a session is about to send, or has sent.</summary>
    void Know(BrokerSession session, SubmitOrder order);

    /// <summary>A session has handled what its journal holds: from here on it is told what the broker says.</summary>
    /// <param name="session">The session.</param>
    /// <param name="outstanding">What it wants of its orders, with the times of the decisions; the host may have sent that before a
    /// restart.</param>
    void Join(BrokerSession session, IReadOnlyList<(BrokerCommand Command, DateTime Made)> outstanding);

    /// <summary>Takes what a session wants; it is durable.</summary>
    void Send(BrokerSession session, BrokerCommand command, DateTime made);

    /// <summary>Takes what a session is worth.</summary>
    void Mark(BrokerSession session, Portfolio portfolio);

    /// <summary>Whether nothing of a session is under way: no request, no order that the broker has not answered, no execution that is
    /// missing.</summary>
    bool IsQuiet(BrokerSession session);
}
