using System.Globalization;
using StrategyHost.Engine.Venues.Broker;

namespace StrategyHost.Live.Brokers;

/// <summary>A deployment's session on an account: what the broker says waits here until the session takes it. Safe for several
/// threads.</summary>
public sealed class BrokerSession
{
    /// <summary>How many letters and digits stand before the session's number in a prefix.</summary>
    public const int OriginLength = 8;
    /// <summary>How many reports wait at most. What comes beyond is not taken, and asked for again once the session has caught
    /// up.</summary>
    public const int MostWaiting = 10_000;
    private readonly Lock gate = new();
    private readonly Queue<BrokerEvent> waiting = new();
    private readonly IAccountPort account;

    internal BrokerSession(IAccountPort account, string deployment, string prefix, DateTime begun, decimal capital,
        IReadOnlyCollection<string> symbols)
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

    /// <summary>Is told when a report has come; null for nobody.</summary>
    public Action? Arrived { get; set; }

    /// <summary>The number of the comparison after which it is quiet; null while it has not been near that.</summary>
    internal int? LastComparison { get; set; }

    /// <summary>Whether a comparison with the broker has come to its end since it joined.</summary>
    internal bool IsCompared { get; set; }

    /// <summary>An order that the broker has under a name of the session's, and that the session has not made: its state is older than the
    /// broker's. Null when there is none.</summary>
    internal string? Stray { get; set; }

    /// <summary>What is known of its orders; used under the account's lock.</summary>
    internal SessionLedger Ledger { get; init; } = new();

    /// <summary>Whether a report was not taken, since too many waited.</summary>
    internal bool HasMissed { get; private set; }

    /// <summary>Whether no more reports are taken: as many wait as may, or, once one was not taken, more than half of that.</summary>
    internal bool IsFull
    {
        get
        {
            lock (gate) return waiting.Count >= (HasMissed ? MostWaiting / 2 : MostWaiting);
        }
    }

    /// <summary>A report was not taken.</summary>
    internal void Miss() => HasMissed = true;

    /// <summary>What was not taken is about to be asked for.</summary>
    internal void CatchUp() => HasMissed = false;

    /// <summary>Whether reports wait.</summary>
    public bool HasReports
    {
        get
        {
            lock (gate) return waiting.Count > 0;
        }
    }

    /// <summary>What the broker is to call an order of the session.</summary>
    public static string ClientIdOf(string prefix, long order) => FormattableString.Invariant($"{prefix}{order:X6}");

    /// <summary>What the broker is to call the orders of a session.</summary>
    /// <param name="prefix">What the client ids begin with.</param>
    public static ClientIds ClientIdsOf(string prefix) => new(
        order => ClientIdOf(prefix, order),
        id => id.StartsWith(prefix, StringComparison.Ordinal) && long.TryParse(id.AsSpan(prefix.Length), NumberStyles.AllowHexSpecifier,
            CultureInfo.InvariantCulture, out long order) ? order : null);

    /// <summary>Whether a client id is one of an order's: two characters follow the order's number when it was sent again, the first of
    /// them no hexadecimal digit.</summary>
    public static bool IsClientIdOf(string clientId, long order)
    {
        string first = clientId.Length > 2 && !char.IsAsciiHexDigit(clientId[^2]) ? clientId[..^2] : clientId;
        return first.Length > 6 && first.EndsWith(ClientIdOf("", order), StringComparison.Ordinal);
    }

    /// <summary>What the client ids of a session's orders begin with.</summary>
    public static string PrefixOf(string origin, long session) => FormattableString.Invariant($"{origin}{session:X4}");

    /// <summary>The origin of the journal whose session a prefix is of.</summary>
    public static string OriginOf(string prefix) => prefix.Length > OriginLength ? prefix[..OriginLength] : prefix;

    /// <summary>Knows an order that is to be sent, or was.</summary>
    public void Know(SubmitOrder order) => account.Know(this, order);

    /// <summary>The session has handled what its journal holds: from here on it is told what the broker says.</summary>
    /// <param name="outstanding">What it wants of its orders, with the times of the decisions; the host may have sent that before a
    /// restart.</param>
    public void Join(IReadOnlyList<(BrokerCommand Command, DateTime Made)> outstanding) => account.Join(this, outstanding);

    /// <summary>Tells the account what the session is worth.</summary>
    public void Mark(Portfolio portfolio) => account.Mark(this, portfolio);

    /// <summary>Sends what the session wants; it is durable.</summary>
    public void Send(BrokerCommand command, DateTime made) => account.Send(this, command, made);

    /// <summary>Whether nothing is under way when the market is over.</summary>
    public bool IsQuiet => account.IsQuiet(this) && !HasReports;

    /// <summary>Takes reports that have come, oldest first; none when there are none.</summary>
    public IReadOnlyList<BrokerEvent> Take(int most)
    {
        lock (gate)
        {
            var taken = new List<BrokerEvent>(Math.Min(most, waiting.Count));
            while (taken.Count < most && waiting.TryDequeue(out var next)) taken.Add(next);
            return taken;
        }
    }

    /// <summary>Takes what the journal holds of what the broker said before a restart; only before the session joins.</summary>
    internal void Recall(BrokerEvent said)
    {
        Ledger.Take(said);
        if (said is AccountMismatch { Stray: { } stray }) Stray = stray;
    }

    internal void Tell(BrokerEvent said)
    {
        lock (gate) waiting.Enqueue(said);
        Arrived?.Invoke();
    }
}
