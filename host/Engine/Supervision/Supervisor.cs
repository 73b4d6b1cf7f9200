using StrategyHost.Budgets;

namespace StrategyHost.Engine.Supervision;

/// <summary>
/// Runs a strategy's code: within its limits, with what it throws turned into a fault that names the handler and the time. What follows a
/// fault is
/// the strategy's policy. A run that keeps a journal of faults is never ended by one: the strategy is not called any more, and the rest
/// goes on.
/// </summary>
public sealed class Supervisor
{
    /// <summary>What the strategy's declarations are called in messages.</summary>
    public const string SetUp = "The strategy's set-up";

    private readonly Clock clock;
    private readonly Log log;
    private readonly IFaultJournal? journal;
    private HandlerFault? known;
    private bool isTrial;
    private long calls;

    /// <summary>A supervisor of the code that runs on one thread.</summary>
    /// <param name="limits">What each event may use.</param>
    /// <param name="clock">The run's clock.</param>
    /// <param name="log">Where faults are told that do not end the run.</param>
    /// <param name="stopwatch">What measures how long an event takes.</param>
    /// <param name="journal">Remembers faults; null where a fault may end the run.</param>
    public Supervisor(HandlerLimits limits, Clock clock, Log log, TimeProvider stopwatch, IFaultJournal? journal = null)
    {
        Limits = limits;
        this.clock = clock;
        this.log = log;
        this.journal = journal;
        Meter = new Meter(limits.Steps, limits.Time, limits.Bytes, stopwatch);
    }

    /// <summary>What each event may use.</summary>
    public HandlerLimits Limits { get; private set; }

    /// <summary>Does what a fault asks for; it is called inside the handler that failed.</summary>
    public Action<FaultPolicy> Faulted { get; set; } = _ => { };

    /// <summary>Why the strategy is not called any more; null while it is.</summary>
    public string? Fault { get; private set; }

    /// <summary>The number of the call that is under way, from 1; null where none is, or calls are not counted.</summary>
    public long? CallUnderWay => Meter.Sequence % 2 == 1 && !ReferenceEquals(Meter.Handler, SetUp) && calls > 0 ? calls : null;

    /// <summary>Whether events are handled again that were handled before: what was within its limits then is so now, however slow the
    /// machine is.</summary>
    public bool IsReplaying
    {
        get => !Meter.MeasuresUse;
        set => Meter.MeasuresUse = !value;
    }

    internal Meter Meter { get; }

    /// <summary>Goes on with other limits, from the next event on.</summary>
    public void Use(HandlerLimits next)
    {
        Limits = next;
        Meter.Use(next.Steps, next.Time, next.Bytes);
    }

    /// <summary>Runs a handler on what has happened.</summary>
    /// <exception cref="StrategyFaultException">It threw, or exceeded a limit, and the run ends for that.</exception>
    public void Run<T>(string name, Action<T> handler, in T happened)
    {
        if (!Begin(name)) return;
        try
        {
            handler(happened);
            Meter.End();
        }
        catch (Exception thrown)
        {
            Respond(thrown);
            return;
        }

        if (known is not null) Settle(known);
    }

    /// <inheritdoc cref="Run{T}(string, Action{T}, in T)"/>
    public void Run(string name, Action handler)
    {
        if (!Begin(name)) return;
        try
        {
            handler();
            Meter.End();
        }
        catch (Exception thrown)
        {
            Respond(thrown);
            return;
        }

        if (known is not null) Settle(known);
    }

    /// <summary>Lets a strategy declare what it wants.</summary>
    /// <exception cref="StrategyFaultException">It threw, or exceeded a limit.</exception>
    public void Declare(Strategy strategy, IStrategyContext context)
    {
        Meter.Begin(SetUp);
        try
        {
            strategy.Attach(context);
        }
        catch (Exception thrown) when (thrown is not SetupException || Meter.Fault is not null)
        {
            throw ExcessOf(thrown) is { } excess ? StrategyFaultException.OverLimit(SetUp, null, excess.Message,
                excess.Thrown) : StrategyFaultException.InDeclaration(thrown);
        }
        finally
        {
            Meter.End();
        }
    }

    /// <summary>Tries a strategy that has not had an event yet, or a new version of one that may have failed: a fault that would stop it is
    /// thrown.</summary>
    /// <param name="trial">What to try.</param>
    /// <exception cref="StrategyFaultException">It threw, or exceeded a limit: what ran before stays as it was.</exception>
    public void Try(Action trial)
    {
        string? before = Fault;
        (Fault, isTrial) = (null, true);
        try
        {
            trial();
            before = null;
        }
        finally
        {
            (Fault, isTrial) = (before, false);
        }
    }

    /// <summary>Begins a call; false when it is not to be made.</summary>
    private bool Begin(string name)
    {
        if (Fault is not null) return false;
        if (journal is not null && !isTrial) return BeginCounted(name, journal);
        Meter.Begin(name);
        return true;
    }

    private bool BeginCounted(string name, IFaultJournal faults)
    {
        known = faults.Begin(++calls);
        if (known is { Steps: 0 })
        {
            // It never came back.
            Settle(known);
            return false;
        }

        Meter.Begin(name);
        if (known is { Steps: { } steps }) Meter.EndAt(steps, known.Message);
        return true;
    }

    /// <summary>What a handler did too much of; null when it threw something of its own.</summary>
    private (string Message, Exception Thrown)? ExcessOf(Exception thrown) => thrown switch
    {
        // A library can wrap the fault in an exception of its own, so the meter is asked first.
        _ when Meter.Fault is { } fault => (fault.Message, fault),
        OutOfMemoryException => ("has asked for more memory than there is", thrown),
        InsufficientExecutionStackException => ("calls itself too deeply: is there a recursion that does not end?", thrown),
        _ => null,
    };

    private void Respond(Exception thrown)
    {
        StrategyFaultException fault;
        long? steps;
        try
        {
            var excess = ExcessOf(thrown);
            fault = excess is { } too
                ? StrategyFaultException.OverLimit(Meter.Handler, clock.UtcNow, too.Message, too.Thrown)
                : StrategyFaultException.In(Meter.Handler, clock.UtcNow, thrown);
            steps = excess is not null && Meter.Spent > 0 ? Meter.Spent : null;
        }
        finally
        {
            // A thread that nobody waits for any more goes no further.
            Meter.End();
        }

        bool wouldStop = Limits.OnFault is FaultPolicy.Stop or FaultPolicy.Flatten;
        if ((isTrial && wouldStop) || (journal is null && Limits.OnFault == FaultPolicy.Stop)) throw fault;
        Settle(known ?? new HandlerFault(calls, steps, fault.Message + fault.Place));
    }

    /// <summary>A fault that does not end the run: it is remembered, told, and answered with what the policy asks for.</summary>
    private void Settle(HandlerFault fault)
    {
        if (known is null && !isTrial) journal?.Add(fault);
        known = null;
        if (Limits.OnFault is FaultPolicy.Stop or FaultPolicy.Flatten) Fault = fault.Message;
        log.Error($"{fault.Message}; {Limits.OnFault switch
        {
            FaultPolicy.Skip => "the strategy goes on with the next event",
            FaultPolicy.Cancel => "its open orders are cancelled, and it goes on with the next event",
            FaultPolicy.Flatten => "its open orders are cancelled, its positions closed, and it is not called any more",
            _ => "it is not called any more: orders that open a position are cancelled, and exits are looked after. "
                + "A new version of the script goes on after this event",
        }}.");
        Faulted(Limits.OnFault);
    }
}
