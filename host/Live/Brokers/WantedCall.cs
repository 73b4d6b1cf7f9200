using StrategyHost.Engine.Venues.Broker;

namespace StrategyHost.Live.Brokers;

/// <summary>A call that waits to be sent.</summary>
/// <param name="Session">Whose it is.</param>
/// <param name="Call">The call.</param>
/// <param name="Made">When it was made durable, UTC.</param>
/// <param name="MayHaveBeenSent">Whether the host may have sent it before it was restarted.</param>
internal sealed record WantedCall(BrokerSession Session, BrokerCall Call, DateTime Made, bool MayHaveBeenSent)
{
    /// <summary>What goes first: cancellations, then what makes a position smaller, then the rest.</summary>
    public int Rank => Call switch
    {
        CancelCall => 0,
        SubmitCall { Ticket.IsReduceOnly: true } => 1,
        _ => 2,
    };
}
