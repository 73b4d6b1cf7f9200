using StrategyHost.Engine.Venues.Broker;
using StrategyHost.Plugins;

namespace StrategyHost.Live.Brokers;

/// <summary>What a deployment's session and its account at a broker say to each other.</summary>
public sealed class BrokerSession
{
    private readonly Lock gate = new();
    private readonly Queue<BrokerNews> news = new();
    private readonly BrokerAccount account;
    private CancellationTokenSource? sleeper;

    internal BrokerSession(BrokerAccount account, string deployment, string prefix, DateTime begun, decimal capital, IReadOnlyCollection<string> symbols)
    {
        this.account = account;
        Deployment = deployment;
        Prefix = prefix;
        Begun = begun;
        Capital = capital;
        Symbols = symbols;
    }

    /// <summary>The deployment's name.</summary>
    public string Deployment { get; }

    /// <summary>What the client ids of its orders begin with.</summary>
    public string Prefix { get; }

    /// <summary>When the session began, UTC.</summary>
    public DateTime Begun { get; }

    /// <summary>Its part of the account's cash.</summary>
    public decimal Capital { get; }

    /// <summary>What it trades.</summary>
    public IReadOnlyCollection<string> Symbols { get; }

    /// <summary>The number of the comparison after which it is quiet; null while it has not been near that.</summary>
    internal int? LastComparison { get; set; }

    /// <summary>What its news say; used under the account's lock.</summary>
    internal SessionLedger Ledger { get; } = new();

    /// <summary>What the broker is to call an order of the session.</summary>
    public static string ClientIdOf(string prefix, long order) => FormattableString.Invariant($"{prefix}{order:X6}");

    /// <summary>Whether a client id is one of an order's: two characters follow the order's number when it was sent again, the first of them no hexadecimal digit.</summary>
    public static bool IsClientIdOf(string clientId, long order)
    {
        string first = clientId.Length > 2 && !char.IsAsciiHexDigit(clientId[^2]) ? clientId[..^2] : clientId;
        return first.Length > 6 && first.EndsWith(ClientIdOf("", order), StringComparison.Ordinal);
    }

    /// <summary>What the client ids of a session's orders begin with.</summary>
    public static string PrefixOf(string origin, long session) => FormattableString.Invariant($"{origin}{session:X4}");

    /// <summary>Knows an order that is to be sent, or was.</summary>
    public void Know(OrderTicket ticket) => account.Know(this, ticket);

    /// <summary>The session has handled what its journal holds. From here on news come, and calls are sent once the account agrees with the broker.</summary>
    /// <param name="unanswered">Calls that the host may have sent before a restart, with the times when they were written down.</param>
    public void Join(IReadOnlyList<(BrokerCall Call, DateTime Made)> unanswered) => account.Join(this, unanswered);

    /// <summary>Tells the account what the session is worth.</summary>
    public void Mark(Portfolio portfolio) => account.Mark(this, portfolio);

    /// <summary>Sends a call, which is durable.</summary>
    public void Send(BrokerCall call, DateTime made) => account.Send(new WantedCall(this, call, made, MayHaveBeenSent: false));

    /// <summary>Whether nothing is under way when the market is over: no call, no order that the broker has not answered, no execution that is missing.</summary>
    public bool IsQuiet => account.IsQuiet(this) && !HasNews;

    /// <summary>News that have come, oldest first; none when there are none.</summary>
    public IReadOnlyList<BrokerNews> TakeNews(int most)
    {
        lock (gate)
        {
            var taken = new List<BrokerNews>(Math.Min(most, news.Count));
            while (taken.Count < most && news.TryDequeue(out var next)) taken.Add(next);
            return taken;
        }
    }

    /// <summary>Something to wait on that ends when news come; already ended when there are some.</summary>
    public CancellationTokenSource Sleep(CancellationToken cancellation)
    {
        var source = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        lock (gate)
        {
            sleeper = source;
            if (news.Count > 0) source.Cancel();
        }

        return source;
    }

    /// <summary>Ends the waiting that <see cref="Sleep"/> began.</summary>
    public void Wake()
    {
        lock (gate) sleeper = null;
    }

    internal void Tell(BrokerNews item)
    {
        lock (gate)
        {
            news.Enqueue(item);
            sleeper?.Cancel();
        }
    }

    private bool HasNews
    {
        get
        {
            lock (gate) return news.Count > 0;
        }
    }
}
