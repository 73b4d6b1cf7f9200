using StrategyHost.Budgets;

namespace StrategyHost.Engine.Supervision;

/// <summary>Runs a strategy's code: within its limits, with what it throws turned into a fault that names the handler and the time.</summary>
public sealed class Supervisor
{
    /// <summary>What the strategy's declarations are called in messages.</summary>
    public const string SetUp = "The strategy's set-up";

    private readonly Clock clock;
    private readonly Log log;

    /// <summary>A supervisor of the code that runs on one thread.</summary>
    /// <param name="limits">What each event may use.</param>
    /// <param name="clock">The run's clock.</param>
    /// <param name="log">Where excesses are told that do not end the run.</param>
    /// <param name="stopwatch">What measures how long an event takes.</param>
    public Supervisor(HandlerLimits limits, Clock clock, Log log, TimeProvider stopwatch)
    {
        Limits = limits;
        this.clock = clock;
        this.log = log;
        Meter = new Meter(limits.Steps, limits.Time, limits.Bytes, stopwatch);
    }

    /// <summary>What each event may use.</summary>
    public HandlerLimits Limits { get; }

    /// <summary>Cancels the strategy's open orders.</summary>
    public Action CancelOrders { get; set; } = () => { };

    internal Meter Meter { get; }

    /// <summary>Runs a handler on what has happened.</summary>
    /// <exception cref="StrategyFaultException">It threw, or exceeded a limit and the strategy stops for that.</exception>
    public void Run<T>(string name, Action<T> handler, in T happened)
    {
        Meter.Begin(name);
        try
        {
            handler(happened);
            Meter.End();
        }
        catch (Exception thrown)
        {
            Respond(thrown);
        }
    }

    /// <inheritdoc cref="Run{T}(string, Action{T}, in T)"/>
    public void Run(string name, Action handler)
    {
        Meter.Begin(name);
        try
        {
            handler();
            Meter.End();
        }
        catch (Exception thrown)
        {
            Respond(thrown);
        }
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
            throw ExcessOf(thrown) is { } excess ? StrategyFaultException.OverLimit(SetUp, null, excess.Message, excess.Thrown) : StrategyFaultException.InDeclaration(thrown);
        }
        finally
        {
            Meter.End();
        }
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
        try
        {
            if (ExcessOf(thrown) is not { } excess) throw StrategyFaultException.In(Meter.Handler, clock.UtcNow, thrown);
            var fault = StrategyFaultException.OverLimit(Meter.Handler, clock.UtcNow, excess.Message, excess.Thrown);
            if (Limits.OnFault == FaultPolicy.Stop) throw fault;
            log.Error($"{fault.Message}; the strategy goes on with the next event.");
        }
        finally
        {
            Meter.End();
        }

        if (Limits.OnFault == FaultPolicy.Cancel) CancelOrders();
    }
}
