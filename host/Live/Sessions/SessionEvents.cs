using StrategyHost.Engine.Runs.Live;
using StrategyHost.Engine.Venues.Broker;
using StrategyHost.Live.Brokers;
using StrategyHost.Live.Feeds;
using StrategyHost.Live.Journaling;

namespace StrategyHost.Live.Sessions;

/// <summary>
/// The events of a session: first those that the journal holds from before a restart, then new ones, each of them durable before
/// it is handled. What the strategy does on the former must be what the journal says that it did.
/// </summary>
internal sealed class SessionEvents : ILiveEvents
{
    private const int MostAtOnce = 256;

    /// <summary>While more events wait already, calls are made durable together, and none waits longer for the others than this.</summary>
    private static readonly TimeSpan LongestGroup = TimeSpan.FromMilliseconds(0.5);

    /// <summary>A command waits no longer than this.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(200);
    private readonly Journal journal;
    private readonly SessionRecord session;
    private readonly ILiveSource source;
    private readonly CommandBox box;
    private readonly BrokerSession? broker;
    private readonly TimeProvider clock;
    private readonly Action<OrderPathPoint, string>? orderPath;
    private readonly SessionNotices notices;
    private readonly IReadOnlyList<DateTime> callTimes;
    private readonly List<(BrokerCall Call, DateTime Made)> unanswered = [];
    private readonly List<BrokerCall> unsent = [];
    private readonly HashSet<string> answered;
    private readonly Queue<LiveEvent> waiting;
    private readonly IReadOnlyList<Outcome> known;
    private readonly List<Outcome> unwritten = [];
    private LiveView? view;
    private DateTime latest;
    private int made;
    private int ordersSeen;
    private int fillsSeen;
    private int callsSeen;
    private long unsentSince;
    private bool hasJoined;

    /// <summary>The events of a session.</summary>
    /// <param name="journal">Where they are written down.</param>
    /// <param name="session">The session.</param>
    /// <param name="recorded">Those that the journal holds.</param>
    /// <param name="source">Where new ones come from.</param>
    /// <param name="box">Where commands wait.</param>
    /// <param name="broker">Where its orders go; null where they do not go to a broker.</param>
    /// <param name="clock">What the host's time is.</param>
    /// <param name="notices">Is told what the session does.</param>
    /// <param name="orderPath">Is told when an order passes a point of its path; null for nobody.</param>
    public SessionEvents(Journal journal, SessionRecord session, IReadOnlyList<LiveEvent> recorded, ILiveSource source, CommandBox box, BrokerSession? broker, TimeProvider clock, Action<OrderPathPoint, string>? orderPath, SessionNotices notices)
    {
        this.notices = notices;
        this.orderPath = orderPath;
        this.broker = broker;
        this.clock = clock;
        this.journal = journal;
        this.session = session;
        this.source = source;
        this.box = box;
        latest = recorded.Count > 0 ? recorded[^1].Time : session.Start;
        waiting = new Queue<LiveEvent>(recorded);
        known = journal.Outcomes(session.Id);
        callTimes = journal.CallTimes(session.Id);
        answered = recorded.Select(e => e.News).OfType<OrderNews>().Select(n => n.Order.ClientId).OfType<string>().ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>Whether an event is being handled that was handled before a restart.</summary>
    public bool IsCatchingUp => Position.Given <= session.Standing.Handled && session.Standing.Handled > 0;

    /// <summary>Where the session is.</summary>
    public SessionPosition Position { get; } = new();

    /// <summary>Whether there is nothing more to come.</summary>
    public bool IsOver { get; private set; }

    /// <summary>Is told each new command when it is durable; null for nobody.</summary>
    public Action<SessionCommand>? CommandTaken { get; set; }

    /// <inheritdoc/>
    public LiveEvent? Next(CancellationToken cancellation)
    {
        if (unsent.Count > 0 && (waiting.Count == 0 || clock.GetElapsedTime(unsentSince) >= LongestGroup)) Send();
        if (waiting.Count == 0) TakeNew(cancellation);
        if (!waiting.TryDequeue(out var next)) return null;
        Position.Give();
        if (next.News is not null) orderPath?.Invoke(OrderPathPoint.Handling, "");
        return next;
    }

    /// <summary>Notes what the strategy has done.</summary>
    /// <exception cref="JournalException">It is not what it did before.</exception>
    public void Look(LiveView now)
    {
        Position.Look();
        view = now;
        for (; ordersSeen < now.Orders.Count; ordersSeen++) Note(Outcome.Of(now.Orders[ordersSeen]));
        for (; fillsSeen < now.Fills.Count; fillsSeen++) Note(Outcome.Of(now.Fills[fillsSeen]));
        foreach (var call in now.TakeCalls()) Note(call);
        if (!IsCatchingUp) broker?.Mark(now.Account.Portfolio);
        notices.Look(now, IsCatchingUp);
    }

    /// <summary>Writes down what has not been yet, and sends what has not been sent.</summary>
    public void Finish()
    {
        if (unsent.Count > 0) Send();
        Write(Position.Handled, []);
    }

    /// <summary>Sends what the strategy wants of its broker, once it is durable.</summary>
    private void Send()
    {
        Write(Position.Given, []);
        Join();
        foreach (var call in unsent)
        {
            orderPath?.Invoke(OrderPathPoint.Durable, call.ClientId);
            notices.Tell(call);
            broker!.Send(call, Now);
        }

        unsent.Clear();
    }

    private void Write(int handled, IReadOnlyList<LiveEvent> events)
    {
        journal.Append(session.Id, Standing(handled), unwritten, events, Now);
        unwritten.Clear();
    }

    /// <summary>What the journal holds is handled: from here on the broker is listened to.</summary>
    private void Join()
    {
        if (hasJoined || broker is null) return;
        hasJoined = true;
        broker.Join(unanswered);
    }

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    private void TakeNew(CancellationToken cancellation)
    {
        if (made < known.Count) throw Differs(known[made].Text, "nothing");
        Join();
        while (!cancellation.IsCancellationRequested && !IsOver)
        {
            var commands = box.Waiting();
            IReadOnlyList<LiveEvent> taken = commands.Count > 0 ? [.. commands.Select(c => new LiveEvent(latest, [], c.Command))] : Await(cancellation);
            if (cancellation.IsCancellationRequested) return;
            IsOver = taken.Count == 0 && source.IsOver && broker?.IsQuiet != false;
            if (taken.Count == 0 && unwritten.Count == 0 && !IsOver) continue;
            Write(Position.Given, taken);
            if (taken.Count > 0 && taken[0].News is not null) orderPath?.Invoke(OrderPathPoint.ReportDurable, "");
            foreach (var (file, command) in commands)
            {
                CommandBox.Remove(file);
                CommandTaken?.Invoke(command);
            }

            if (taken.Count == 0) continue;
            foreach (var happened in taken)
            {
                waiting.Enqueue(happened);
                if (happened.News is { } news) notices.Tell(news);
            }

            latest = taken[^1].Time;
            return;
        }
    }

    /// <summary>Waits for what comes first, of the market and of the broker.</summary>
    private IReadOnlyList<LiveEvent> Await(CancellationToken cancellation)
    {
        if (broker is null) return source.Take(MostAtOnce, Patience, cancellation);
        using var sleep = broker.Sleep(cancellation);
        try
        {
            if (sleep.IsCancellationRequested) return [.. broker.TakeNews(MostAtOnce).Select(n => new LiveEvent(latest, [], News: n))];
            if (!source.IsOver) return source.Take(MostAtOnce, Patience, sleep.Token);
            sleep.Token.WaitHandle.WaitOne(Patience);
            return [];
        }
        finally
        {
            broker.Wake();
        }
    }

    private void Note(BrokerCall call)
    {
        if (call is SubmitCall submit) broker!.Know(submit.Ticket);
        bool isKnown = made < known.Count;
        Note(Outcome.Of(call));
        if (!isKnown) orderPath?.Invoke(OrderPathPoint.Made, call.ClientId);
        if (!isKnown && unsent.Count == 0) unsentSince = clock.GetTimestamp();
        if (!isKnown) unsent.Add(call);
        else if (call is not SubmitCall || !answered.Contains(call.ClientId)) unanswered.Add((call, callTimes[callsSeen]));
        callsSeen++;
    }

    private SessionStanding Standing(int handled) => view is null ? SessionStanding.None : SessionStanding.Of(handled, view);

    private void Note(Outcome outcome)
    {
        if (made >= known.Count) unwritten.Add(outcome);
        else if (known[made] != outcome) throw Differs(known[made].Text, outcome.Text);
        made++;
    }

    private static JournalException Differs(string before, string now) => new(
        $"The strategy does not do again what it did: the journal says '{before}', and now it is '{now}'. Look for something in it that differs from run to run; begin a new session with --fresh.");
}
