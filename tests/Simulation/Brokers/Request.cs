using StrategyHost.Plugins;
using StrategyHost.Simulation.Scheduling;

namespace StrategyHost.Simulation.Brokers;

/// <summary>A request to the broker, on its way there and back.</summary>
/// <typeparam name="T">The answer.</typeparam>
/// <param name="process">Whose it is.</param>
/// <param name="world">The world.</param>
/// <param name="kind">What it asks for.</param>
/// <param name="serve">What the exchange does when it arrives.</param>
internal sealed class Request<T>(SimulatedProcess process, Scheduler world, RequestKind kind, Func<T> serve)
{
    // It is completed by the world, outside every process's context, so that a process's await always continues in its own context. With
    // RunContinuationsAsynchronously, WaitAsync would hear of it on the thread pool.
    private readonly TaskCompletionSource<T> answer = new();

    /// <summary>The answer, when it has come.</summary>
    public Task<T> Answer => answer.Task;

    private bool CouldTrade => kind is RequestKind.Submit or RequestKind.Cancel or RequestKind.Replace;

    /// <summary>Sends it. What becomes of it is drawn at once, so that it does not hang on anything that is drawn later.</summary>
    public void Send(SimulatedNetwork network, Dice dice)
    {
        var faults = network.Faults;
        if (kind == RequestKind.Orders) network.NoteOrdersAsked();
        var there = faults.Wire.Draw(dice);
        var back = faults.Wire.Draw(dice);
        bool isLost = dice.Chance(faults.LostRequests);
        bool isAnswerLost = dice.Chance(faults.LostAnswers);
        bool hangs = dice.Chance(faults.Hangs);
        if (RefusalOf(faults, dice) is { } refusal)
        {
            Fail(back, refusal);
            return;
        }

        if (network.IsDown)
        {
            if (!network.IsBlackHole) Fail(back, SimulatedNetwork.Unreachable("it is out of order"));
            isLost = true;
        }

        if (!hangs) GiveUp(faults.PluginTimeout);
        if (isLost) Note("is lost");
        else world.After(there, () => Arrive(network, back, isAnswerLost));
    }

    /// <summary>Why it is refused before anything was done; null when it is not.</summary>
    private BrokerException? RefusalOf(FaultProfile faults, Dice dice)
    {
        bool isLimited = dice.Chance(faults.RateLimited);
        var wait = dice.Between(TimeSpan.Zero, faults.RetryAfter);
        bool isUnavailable = dice.Chance(faults.Unavailable);
        double unreadable = kind switch
        {
            RequestKind.Positions => faults.UnreadablePositions,
            RequestKind.Orders => faults.UnreadableOrders,
            _ => 0,
        };
        bool isUnreadable = dice.Chance(unreadable);
        if (isLimited)
            return new BrokerException(BrokerError.RateLimited, "Too many requests.") { RetryAfter = wait == TimeSpan.Zero ? null : wait };
        if (isUnavailable) return SimulatedNetwork.Unreachable("the connection was refused");
        return isUnreadable ? new BrokerException(BrokerError.Unavailable, "This cannot be read now.") : null;
    }

    private void Arrive(SimulatedNetwork network, TimeSpan back, bool isAnswerLost)
    {
        if (network.IsDown)
        {
            Note("is lost in an outage");
            return;
        }

        try
        {
            var served = serve();
            if (isAnswerLost) Note("arrived, its answer is lost");
            else world.After(back, () => Give(network, served));
        }
        catch (BrokerException refusal)
        {
            Note($"is refused: {refusal.Message}");
            if (!isAnswerLost) Fail(back, refusal);
        }
    }

    private void Give(SimulatedNetwork network, T served)
    {
        if (!answer.TrySetResult(served)) return;
        if (served is BrokerOrder order) network.NoteShown(process, order);
        if (served is not IReadOnlyList<BrokerOrder> orders) return;
        foreach (var shown in orders) network.NoteShown(process, shown);
    }

    private void GiveUp(TimeSpan after) => Fail(after, CouldTrade
        ? new BrokerException(BrokerError.OutcomeUnknown, "No answer came: it may have been done.")
        : SimulatedNetwork.Unreachable("no answer came"));

    private void Fail(TimeSpan after, BrokerException failure) => world.After(after, () => answer.TrySetException(failure));

    private void Note(string text)
    {
        if (world.Trace.IsKept) world.Note("network", $"{kind} {text}");
    }
}
