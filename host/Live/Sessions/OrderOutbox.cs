using StrategyHost.Engine.Venues.Broker;
using StrategyHost.Live.Brokers;

namespace StrategyHost.Live.Sessions;

/// <summary>
/// What a session wants of its broker, between the moment when it was decided and that when it is sent: it is sent only when it is durable.
/// What the
/// host may have sent before a restart is kept until the session joins its account, one order's latest wishes at most.
/// </summary>
/// <param name="broker">The session at its account.</param>
/// <param name="clock">What measures how long something waits.</param>
internal sealed class OrderOutbox(BrokerSession broker, TimeProvider clock)
{
    private readonly List<(BrokerCommand Command, DateTime Made)> unsent = [];
    private readonly Dictionary<string, Outstanding> outstanding = new(StringComparer.Ordinal);
    private long since;

    /// <summary>Whether something waits to be sent.</summary>
    public bool HasUnsent => unsent.Count > 0;

    /// <summary>How long the oldest has waited.</summary>
    public TimeSpan Waited => unsent.Count == 0 ? TimeSpan.Zero : clock.GetElapsedTime(since);

    /// <summary>Takes what was wanted before a restart: the host may have sent it.</summary>
    public void Recall(BrokerCommand command, DateTime made)
    {
        if (command is SubmitOrder submit) broker.Know(submit);
        var order = outstanding.GetValueOrDefault(command.ClientId);
        outstanding[command.ClientId] = command switch
        {
            SubmitOrder => new Outstanding((command, made), null, null),
            ReplaceOrder => (order ?? Outstanding.None) with { Change = (command, made) },
            _ => (order ?? Outstanding.None) with { Cancel = (command, made) },
        };
    }

    /// <summary>Forgets an order of which the broker has said that it has ended: nothing is outstanding of it.</summary>
    public void Forget(string clientId) => outstanding.Remove(clientId);

    /// <summary>Takes what is wanted now.</summary>
    public void Add(BrokerCommand command, DateTime made)
    {
        if (command is SubmitOrder submit) broker.Know(submit);
        if (unsent.Count == 0) since = clock.GetTimestamp();
        unsent.Add((command, made));
    }

    /// <summary>Joins the account, with what may have been sent before a restart.</summary>
    public void Join()
    {
        broker.Join([.. outstanding.Values.SelectMany(o => o.Commands)]);
        outstanding.Clear();
    }

    /// <summary>Takes what waits, which is durable now, to be sent.</summary>
    public IReadOnlyList<BrokerCommand> Flush()
    {
        BrokerCommand[] sent = [.. unsent.Select(u => u.Command)];
        foreach (var (command, made) in unsent) broker.Send(command, made);
        unsent.Clear();
        return sent;
    }

    private sealed record Outstanding((BrokerCommand Command, DateTime Made)? Order, (BrokerCommand Command, DateTime Made)? Change,
        (BrokerCommand Command, DateTime Made)? Cancel)
    {
        public static Outstanding None { get; } = new(null, null, null);

        public IEnumerable<(BrokerCommand, DateTime)> Commands => new[] { Order, Change, Cancel }.OfType<(BrokerCommand, DateTime)>();
    }
}
