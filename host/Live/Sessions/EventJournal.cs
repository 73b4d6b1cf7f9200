using StrategyHost.Engine.Runs.Live;
using StrategyHost.Live.Brokers;
using StrategyHost.Live.Feeds;
using StrategyHost.Live.Journaling;

namespace StrategyHost.Live.Sessions;

/// <summary>The events of a session: what people, the broker and the market say is gathered, and durable before it is handled.</summary>
/// <param name="journal">Where events are written down.</param>
/// <param name="source">The market.</param>
/// <param name="commands">People.</param>
/// <param name="broker">The broker; null where orders do not go to one.</param>
/// <param name="clock">The host's time.</param>
internal sealed class EventJournal(ISessionJournal journal, ILiveSource source, ICommandSource commands, BrokerSession? broker,
    TimeProvider clock)
{
    /// <summary>How many events of the market, and of the broker, are taken at once.</summary>
    public const int MostAtOnce = 256;

    /// <summary>The time of the latest event, in the session's time, UTC.</summary>
    public DateTime Latest { get; set; } = journal.Session.Start;

    /// <summary>Whether the market has nothing more to say, and nothing is under way at the broker.</summary>
    public bool IsOver => source.IsOver && broker?.IsQuiet != false;

    /// <summary>How long it is until something is there to take by itself; null when the market, people or the broker tell.</summary>
    public TimeSpan? DueIn(LiveView run)
    {
        var timer = run.NextTimer is { } next ? source.Until(next) : null;
        return timer is null || source.DueIn < timer ? source.DueIn : timer;
    }

    /// <summary>The commands of the latest events that were taken, oldest first.</summary>
    public IReadOnlyList<PostedCommand> Commands { get; private set; } = [];

    /// <summary>Gathers what has happened. Time never goes back, and what comes late has the time of the latest event.</summary>
    /// <param name="run">Whose handlers of times are due: they run when nothing else has happened.</param>
    public IReadOnlyList<LiveEvent> Gather(LiveView run)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        Commands = commands.Waiting();
        var gathered = new List<LiveEvent>();
        foreach (var command in Commands)
            gathered.Add(new LiveEvent(Latest, [], command.Command) { Received = now, Until = command.Until });
        if (broker is not null)
        {
            foreach (var said in broker.Take(MostAtOnce)) gathered.Add(new LiveEvent(Latest, [], Broker: said) { Received = now });
        }

        foreach (var happened in source.Take(MostAtOnce))
        {
            if (happened.Time > Latest) Latest = happened.Time;
            gathered.Add(happened with { Time = Latest, Received = now });
        }

        if (gathered.Count == 0 && source.Passed is { } passed && run.LatestTimer(passed) is { } due)
        {
            if (due > Latest) Latest = due;
            gathered.Add(new LiveEvent(Latest, []) { Received = now });
        }

        return gathered;
    }

    /// <summary>Makes what was done, and what has happened, durable.</summary>
    public void Append(SessionSnapshot snapshot, IReadOnlyList<Outcome> outcomes, IReadOnlyList<LiveEvent> events)
    {
        journal.Append(snapshot, outcomes, events);
        if (Commands.Count > 0 && events.Count > 0) commands.Remove(Commands);
    }
}
