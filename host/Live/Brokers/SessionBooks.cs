using System.Collections.Immutable;
using StrategyHost.Engine.Venues.Broker;
using StrategyHost.Plugins;

namespace StrategyHost.Live.Brokers;

/// <summary>The books of all sessions of an account: those that run, and those that rest with positions. Safe for several
/// threads.</summary>
/// <param name="external">What is nobody's.</param>
/// <param name="traders">Which deployments trade which symbols.</param>
/// <param name="orderPath">Is told when an order passes a point of its path; null for nobody.</param>
internal sealed class SessionBooks(ExternalHoldings external, SymbolTraders traders, Action<OrderPathPoint, string>? orderPath = null)
{
    private readonly Lock gate = new();
    private ImmutableList<BrokerSession> running = [];
    private readonly Dictionary<string, decimal> reserved = new(StringComparer.Ordinal);
    private readonly Dictionary<string, decimal> unitValues = new(StringComparer.Ordinal);
    private IReadOnlyDictionary<string, SessionLedger> resting = new Dictionary<string, SessionLedger>();

    /// <summary>What is nobody's.</summary>
    public ExternalHoldings External => external;

    /// <summary>The sessions that run.</summary>
    public IReadOnlyList<BrokerSession> Running
    {
        get
        {
            lock (gate) return running;
        }
    }

    /// <summary>Counts a session from now on, together with others that rest.</summary>
    /// <param name="session">The session.</param>
    /// <param name="others">The ledgers of sessions that rest, by the prefixes of their client ids.</param>
    public void Add(BrokerSession session, IReadOnlyDictionary<string, SessionLedger> others)
    {
        lock (gate)
        {
            running = running.Add(session);
            traders.Add(session.Symbols, session.Prefix);
            reserved.Remove(session.Deployment);
            resting = others;
        }
    }

    /// <summary>A session rests from now on: what it holds still counts.</summary>
    public void Rest(BrokerSession session)
    {
        lock (gate)
        {
            running = running.Remove(session);
            resting = new Dictionary<string, SessionLedger>(resting) { [session.Prefix] = session.Ledger };
        }
    }

    /// <summary>Knows an order of a session.</summary>
    public void Know(BrokerSession session, OrderTicket ticket)
    {
        lock (gate) session.Ledger.Add(ticket, isHandedOver: !running.Contains(session));
    }

    /// <summary>An order is about to be handed over: from now on the broker may show it.</summary>
    public void HandOver(BrokerSession session, string clientId)
    {
        lock (gate)
        {
            if (session.Ledger.TryFind(clientId, out var order)) order.IsHandedOver = true;
        }
    }

    /// <summary>The broker has an order under a name of a session's that its journal has not given to any: the journal is an older copy,
    /// and
    /// the session's numbers may have been used already.</summary>
    public void Doubt(BrokerSession session, string clientId)
    {
        lock (gate) session.Stray ??= clientId;
    }

    /// <summary>Whether the session with a prefix runs.</summary>
    public bool IsRunning(string prefix)
    {
        lock (gate) return running.Exists(s => s.Prefix == prefix);
    }

    /// <summary>Whether a session looks after an order: it runs and has handed it over, or it rests.</summary>
    /// <param name="prefix">What the client ids of the session begin with.</param>
    /// <param name="clientId">The order.</param>
    public bool LooksAfter(string prefix, string clientId)
    {
        lock (gate)
        {
            return running.Find(s => s.Prefix == prefix) is { } session
                ? session.Ledger.TryFind(clientId, out var order) && order.IsHandedOver : resting.ContainsKey(prefix);
        }
    }

    /// <summary>Whether a session has ever had an order.</summary>
    public bool HasOrders(BrokerSession session)
    {
        lock (gate) return session.Ledger.HasOrders;
    }

    /// <summary>What is known about an order of a session; null when it is not known.</summary>
    public KnownOrder? Find(BrokerSession session, string clientId)
    {
        lock (gate) return session.Ledger.TryFind(clientId, out var order) ? order : null;
    }

    /// <summary>Passes an execution on to the session that made the order.</summary>
    public void Route(Execution execution)
    {
        if (OwnerOf(execution.ClientId) is { } session) Route(session, new ExecutionReport(execution));
    }

    /// <summary>Passes an order on to the session that made it.</summary>
    public void Route(BrokerOrder order)
    {
        if (OwnerOf(order.ClientId) is { } session) Route(session, new OrderReport(order));
    }

    /// <summary>The session that has handed an order over; null when there is none. One under whose name the broker has an order that it
    /// has
    /// not is in doubt from then on.</summary>
    private BrokerSession? OwnerOf(string? clientId)
    {
        if (clientId is null || SessionOf(clientId) is not { } session) return null;
        lock (gate)
        {
            if (session.Ledger.TryFind(clientId, out var order) && order.IsHandedOver) return session;
        }

        Doubt(session, clientId);
        return null;
    }

    /// <summary>Passes what the broker says on to a session, if it is new.</summary>
    /// <returns>Whether it was. What finds the session's queue full is not taken, and <see cref="BrokerSession.HasMissed"/> says so: a
    /// comparison brings it again.</returns>
    public bool Route(BrokerSession session, BrokerEvent said)
    {
        string? id = ClientIdOf(said);
        lock (gate)
        {
            if (session.IsFull)
            {
                session.Miss();
                return false;
            }

            if (session.Ledger.Take(said) is not { } heard) return false;
            if (said is ExecutionReport) Executions++;
            if (orderPath is not null && id is not null) orderPath(OrderPathPoint.Reported, id);
            session.Tell(heard);
        }

        if (id is not null) Learned?.Invoke(id);
        return true;
    }

    /// <summary>How many executions have been passed on: a comparison during which there were some proves nothing.</summary>
    public long Executions { get; private set; }

    /// <summary>Is told the client id of an order of which something was learned; null for nobody.</summary>
    public Action<string>? Learned { get; set; }

    /// <summary>Whether another deployment trades a symbol, has traded it lately, or rests with a position in it.</summary>
    public bool IsShared(BrokerSession session, string symbol)
    {
        lock (gate)
        {
            if (traders.HasOther(symbol, session.Prefix)) return true;
            return resting.Any(r => r.Key != session.Prefix && r.Value.Positions.GetValueOrDefault(symbol) is { Quantity: not 0 });
        }
    }

    /// <summary>Whether an order makes its session's position smaller, whatever else is open.</summary>
    public bool IsReducing(BrokerSession session, OrderTicket ticket)
    {
        if (ticket.IsReduceOnly) return true;
        lock (gate)
        {
            decimal held = session.Ledger.Positions.GetValueOrDefault(ticket.Symbol)?.Quantity ?? 0;
            return (ticket.Side == Side.Sell ? held : -held) >= ticket.Quantity;
        }
    }

    /// <summary>The session that made an order which the broker shows open and the session knows to have ended; null when there is
    /// none.</summary>
    public BrokerSession? OwnerOfEnded(BrokerOrder order)
    {
        if (order.ClientId is not { } id || SessionOf(id) is not { } session) return null;
        lock (gate) return session.Ledger.TryFind(id, out var known) && !known.IsOpen ? session : null;
    }

    /// <summary>The open orders that the broker has shown once, with their sessions.</summary>
    public IReadOnlyList<(BrokerSession Session, string ClientId)> Acknowledged()
    {
        lock (gate)
            return [.. running.SelectMany(s =>
                s.Ledger.Live.Where(o => o.Shown is not null && (o.IsOpen || o.LacksExecutions)).Select(o => (s, o.ClientId)))];
    }

    /// <summary>Whether a session waits for nothing: every order works or has ended, and no execution is missing.</summary>
    public bool IsSettled(BrokerSession session)
    {
        lock (gate) return session.Ledger.Live.All(o => o.IsSettled);
    }

    /// <summary>Whether an execution is missing of any session.</summary>
    public bool LacksExecutions()
    {
        lock (gate) return running.Exists(s => s.Ledger.Live.Any(o => o.LacksExecutions));
    }

    /// <summary>What all sessions hold, of every symbol that any has held or that is nobody's in part.</summary>
    public IReadOnlyList<HeldPosition> Holdings()
    {
        lock (gate) return [.. Symbols().Select(HoldingOf)];
    }

    /// <summary>The symbols that any session has held, or that are nobody's in part.</summary>
    public IReadOnlyCollection<string> Symbols()
    {
        lock (gate) return [.. Ledgers().SelectMany(l => l.Positions.Keys).Concat(external.Symbols).Distinct(StringComparer.Ordinal)];
    }

    private HeldPosition HoldingOf(string symbol)
    {
        var (quantity, entry) = Held(symbol);
        return new HeldPosition(symbol, quantity, entry, external[symbol]);
    }

    /// <summary>What all sessions hold of a symbol, and at what mean entry price when one alone has ever held it and nothing is nobody's;
    /// null otherwise.</summary>
    public (decimal Quantity, decimal? Entry) Held(string symbol)
    {
        lock (gate)
        {
            var holders = Ledgers().Select(l => l.Positions.GetValueOrDefault(symbol)).OfType<Position>().Where(p => !p.IsFlat).ToList();
            bool isOnes = Ledgers().Count(l => l.Positions.ContainsKey(symbol)) == 1;
            return (holders.Sum(p => p.Quantity), holders.Count == 1 && isOnes && external[symbol] == 0 ? holders[0].AveragePrice : null);
        }
    }

    /// <summary>Takes what things are worth to a session.</summary>
    public void Mark(Portfolio portfolio)
    {
        lock (gate)
        {
            foreach (var position in portfolio.Positions)
            {
                if (position.UnitValue != 0) unitValues[position.Symbol] = position.UnitValue;
            }
        }
    }

    /// <summary>What one unit of a symbol is worth at the latest price that a session has seen, in the account's currency; null before the
    /// first.</summary>
    public decimal? UnitValue(string symbol)
    {
        lock (gate) return unitValues.TryGetValue(symbol, out decimal value) ? value : null;
    }

    /// <summary>Cash that the running sessions believe to have, other than one.</summary>
    public decimal CashBeside(BrokerSession? one)
    {
        lock (gate) return running.Where(s => s != one).Sum(s => s.Capital + s.Ledger.Cash);
    }

    /// <summary>Promises a part of the broker's cash to a deployment whose session is about to begin: two that start at once do not both
    /// get the last of it.</summary>
    /// <param name="deployment">The deployment.</param>
    /// <param name="capital">What it asks for.</param>
    /// <param name="cash">What the broker has.</param>
    /// <returns>What other deployments have, when not enough is left, and nothing is promised; null when it is promised.</returns>
    public decimal? Reserve(string deployment, decimal capital, decimal cash)
    {
        lock (gate)
        {
            reserved.Remove(deployment);
            decimal others = CashBeside(null) + reserved.Values.Sum();
            if (capital + others > cash) return others;
            reserved[deployment] = capital;
            return null;
        }
    }

    /// <summary>Gives back what was promised to a deployment whose session has not begun.</summary>
    public void Release(string deployment)
    {
        lock (gate) reserved.Remove(deployment);
    }

    /// <summary>An open order of another session, on the other side, that an order could trade with; null when there is none.</summary>
    public (BrokerSession Session, OrderTicket Ticket)? Crossed(BrokerSession session, OrderTicket ticket) =>
        Crossed(session, ticket, static (_, _) => true);

    /// <summary>One that opens or enlarges a position: what protects or closes another session's position is nobody's to end.</summary>
    public (BrokerSession Session, OrderTicket Ticket)? CrossedByOpening(BrokerSession session, OrderTicket ticket) =>
        Crossed(session, ticket, (other, its) => !IsReducing(other, its));

    private (BrokerSession Session, OrderTicket Ticket)? Crossed(BrokerSession session, OrderTicket ticket,
        Func<BrokerSession, OrderTicket, bool> isMeant)
    {
        lock (gate)
        {
            foreach (var other in running)
            {
                if (other == session) continue;
                foreach (var order in other.Ledger.Live)
                {
                    if (order.IsOpen && order.Ticket is { } its && its.Symbol == ticket.Symbol && its.Side != ticket.Side
                        && Meets(ticket, order) && isMeant(other, its)) return (other, its);
                }
            }

            return null;
        }
    }

    private static string? ClientIdOf(BrokerEvent said) => said switch
    {
        OrderReport report => report.Order.ClientId,
        ExecutionReport report => report.Execution.ClientId,
        _ => null,
    };

    /// <summary>What open orders of one side can still add to a symbol's position, negative for sales, one order left out.</summary>
    public decimal Open(string symbol, Side side, string exceptClientId)
    {
        lock (gate)
        {
            decimal left = running.SelectMany(s => s.Ledger.Live)
                .Where(o => o.IsOpen && o.ClientId != exceptClientId && o.Ticket is { } t && t.Symbol == symbol && t.Side == side)
                .Sum(o => o.Ticket!.Quantity - o.Filled);
            return side == Side.Buy ? left : -left;
        }
    }

    /// <summary>How many orders of all running sessions are open.</summary>
    public int OpenOrders()
    {
        lock (gate) return running.Sum(s => s.Ledger.Live.Count(o => o.IsOpen));
    }

    private IEnumerable<SessionLedger> Ledgers() =>
        running.Select(s => s.Ledger).Concat(resting.Where(r => running.All(s => s.Prefix != r.Key)).Select(r => r.Value));

    private BrokerSession? SessionOf(string? clientId)
    {
        if (clientId is null) return null;
        lock (gate) return running.Find(s => clientId.StartsWith(s.Prefix, StringComparison.Ordinal));
    }

    /// <summary>Whether an order and a working one could trade with each other; those without a limit trade at any price.</summary>
    private static bool Meets(OrderTicket ticket, KnownOrder other)
    {
        var (mine, its) = (ticket.LimitPrice, other.AsShown.LimitPrice);
        return mine is null || its is null || (ticket.Side == Side.Buy ? mine >= its : mine <= its);
    }
}
