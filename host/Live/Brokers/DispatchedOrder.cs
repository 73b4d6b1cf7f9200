using StrategyHost.Engine.Venues.Broker;
using StrategyHost.Plugins;

namespace StrategyHost.Live.Brokers;

/// <summary>What an order is to be at its broker, and how far that has come. Not safe for several threads.</summary>
/// <param name="session">Whose it is.</param>
/// <param name="clientId">What the host calls it.</param>
/// <param name="clock">What measures how long something takes.</param>
internal sealed class DispatchedOrder(BrokerSession session, string clientId, TimeProvider clock)
{
    /// <summary>Whose it is.</summary>
    public BrokerSession Session => session;

    /// <summary>What the host calls it.</summary>
    public string ClientId => clientId;

    /// <summary>The order that is still to be handed over; null once the broker is known to have it.</summary>
    public OrderTicket? Ticket { get; private set; }

    /// <summary>Whether the host made it, to protect or close a position, or to undo what crossed.</summary>
    public bool IsHostExit { get; private set; }

    /// <summary>Whether it could do nothing but make a position smaller when it was decided.</summary>
    public bool IsClosing { get; private set; }

    /// <summary>When it was decided, UTC: what its age is measured from.</summary>
    public DateTime Made { get; private set; }

    /// <summary>Whether the broker may have it already: it is asked before anything is sent.</summary>
    public bool MayBeThere { get; set; }

    /// <summary>The terms that it is to have; null when nothing is to be changed. A newer wish replaces an older one.</summary>
    public OrderChange? Wanted { get; private set; }

    /// <summary>Whether it is to end.</summary>
    public bool IsCancelWanted { get; private set; }

    /// <summary>What brings the broker to it.</summary>
    public Task Driver { get; set; } = Task.CompletedTask;

    /// <summary>Is set when something is wanted of it or learned about it.</summary>
    public AsyncSignal News { get; } = new(clock);

    /// <summary>How often the broker has said that it has had an order under its id.</summary>
    public int Duplicates { get; set; }

    /// <summary>Takes what is wanted. The latest counts.</summary>
    /// <param name="command">What is wanted.</param>
    /// <param name="made">When it was decided, UTC.</param>
    /// <param name="mayHaveBeenSent">Whether the host may have sent it before it was restarted.</param>
    public void Want(BrokerCommand command, DateTime made, bool mayHaveBeenSent)
    {
        switch (command)
        {
            case SubmitOrder submit:
                Ticket = submit.Ticket;
                IsHostExit = submit.IsHostExit;
                IsClosing = submit.IsClosing;
                Made = made;
                MayBeThere = mayHaveBeenSent;
                break;
            case ReplaceOrder replace:
                Wanted = replace.Change;
                break;
            case CancelOrder:
                IsCancelWanted = true;
                break;
        }
    }

    /// <summary>The broker has it.</summary>
    public void HandedOver() => Ticket = null;

    /// <summary>A change was answered; a newer wish stays.</summary>
    public void Answered(OrderChange change)
    {
        if (Wanted == change) Wanted = null;
    }

    /// <summary>Its end is not wanted any more, since the broker does not give it.</summary>
    public void GiveUpCancel() => IsCancelWanted = false;

    /// <summary>Something has been learned about it.</summary>
    public void Wake() => News.Set();
}
