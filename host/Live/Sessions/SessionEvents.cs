using StrategyHost.Engine.Runs.Live;
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

    /// <summary>A command waits no longer than this.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(200);
    private readonly Journal journal;
    private readonly SessionRecord session;
    private readonly ILiveSource source;
    private readonly CommandBox box;
    private readonly Queue<LiveEvent> waiting;
    private readonly IReadOnlyList<Outcome> known;
    private readonly List<Outcome> unwritten = [];
    private LiveView? view;
    private DateTime latest;
    private int made;
    private int ordersSeen;
    private int fillsSeen;

    /// <summary>The events of a session.</summary>
    /// <param name="journal">Where they are written down.</param>
    /// <param name="session">The session.</param>
    /// <param name="recorded">Those that the journal holds.</param>
    /// <param name="source">Where new ones come from.</param>
    /// <param name="box">Where commands wait.</param>
    public SessionEvents(Journal journal, SessionRecord session, IReadOnlyList<LiveEvent> recorded, ILiveSource source, CommandBox box)
    {
        this.journal = journal;
        this.session = session;
        this.source = source;
        this.box = box;
        latest = recorded.Count > 0 ? recorded[^1].Time : session.Start;
        waiting = new Queue<LiveEvent>(recorded);
        known = journal.Outcomes(session.Id);
    }

    /// <summary>Whether an event is being handled that was handled before a restart.</summary>
    public bool IsCatchingUp => Position.Given <= session.Standing.Handled && session.Standing.Handled > 0;

    /// <summary>Where the session is.</summary>
    public SessionPosition Position { get; } = new();

    /// <summary>Whether there is nothing more to come.</summary>
    public bool IsOver { get; private set; }

    /// <inheritdoc/>
    public LiveEvent? Next(CancellationToken cancellation)
    {
        if (waiting.Count == 0) TakeNew(cancellation);
        if (!waiting.TryDequeue(out var next)) return null;
        Position.Give();
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
    }

    /// <summary>Writes down what has not been yet.</summary>
    public void Finish()
    {
        journal.Append(session.Id, Standing(Position.Handled), unwritten, []);
        unwritten.Clear();
    }

    private void TakeNew(CancellationToken cancellation)
    {
        if (made < known.Count) throw Differs(known[made].Text, "nothing");
        while (!cancellation.IsCancellationRequested && !IsOver)
        {
            var commands = box.Waiting();
            IReadOnlyList<LiveEvent> taken = commands.Count > 0
                ? [.. commands.Select(c => new LiveEvent(latest, [], c.Command))]
                : source.Take(MostAtOnce, Patience, cancellation);
            if (cancellation.IsCancellationRequested) return;
            IsOver = taken.Count == 0 && source.IsOver;
            if (taken.Count == 0 && unwritten.Count == 0 && !IsOver) continue;
            journal.Append(session.Id, Standing(Position.Given), unwritten, taken);
            unwritten.Clear();
            foreach (var (file, _) in commands) CommandBox.Remove(file);
            if (taken.Count == 0) continue;
            foreach (var happened in taken) waiting.Enqueue(happened);
            latest = taken[^1].Time;
            return;
        }
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
