using System.Globalization;
using StrategyHost.Engine.Accounts;
using StrategyHost.Engine.Orders;
using StrategyHost.Engine.Risk;

namespace StrategyHost.Engine.Runs.Live;

/// <summary>What lets the orders of a session through, or does not, as people and the broker say: it is armed, halted, resumed, and at odds
/// with its broker or not.</summary>
/// <param name="risk">Judges orders.</param>
/// <param name="account">What is owned.</param>
/// <param name="managers">The strategies' orders.</param>
/// <param name="log">Where lines go.</param>
internal sealed class TradingGate(RiskEngine risk, Account account, IReadOnlyList<OrderManager> managers, Log log)
{
    /// <summary>Until when orders may leave for a broker, UTC; null for as long as nobody disarms it.</summary>
    public DateTime? ArmedUntil { get; private set; }

    /// <summary>Time has passed: what was armed for a while is disarmed when that is over.</summary>
    /// <param name="now">The host's time, UTC; null where it does not matter.</param>
    public void Pass(DateTime? now)
    {
        if (ArmedUntil < now) Disarm();
    }

    /// <summary>Does what a person wants, and says so.</summary>
    /// <param name="command">What is wanted.</param>
    /// <param name="until">Until when it holds, UTC; null for as long as no other ends it.</param>
    /// <returns>What is to become of orders and positions; null for nothing.</returns>
    public BreachAction? Obey(SessionCommand command, DateTime? until)
    {
        if (command == SessionCommand.Change) return null; // What changes is said with the change.
        if (command is SessionCommand.Halt or SessionCommand.Flatten) risk.Hold();
        log.Warning(command switch
        {
            SessionCommand.Resume => Resume(),
            SessionCommand.AcceptLoss => AcceptLoss(),
            SessionCommand.Halt => "Trading is halted: working orders are cancelled.",
            SessionCommand.Flatten => "Trading is halted: working orders are cancelled, and positions closed.",
            SessionCommand.Arm => Arm(until),
            SessionCommand.Disarm => Disarm(),
            SessionCommand.Rollback => "The version of the script that ran before is taken again.",
            SessionCommand.Reload => "The script is taken as it is in its file now.",
            _ => "Working orders are cancelled.",
        });
        return command switch
        {
            SessionCommand.Flatten => BreachAction.Flatten,
            SessionCommand.Halt or SessionCommand.Cancel => BreachAction.Halt,
            _ => null,
        };
    }

    /// <summary>The account agrees with the broker, or does not.</summary>
    /// <param name="difference">What differs; null for nothing.</param>
    public void Compare(string? difference)
    {
        if (difference is null && risk.Doubt is not null) log.Warning("The account agrees with the broker again: orders pass as before.");
        if (difference is not null)
            log.Error($"The account does not agree with the broker, and only orders that make a position smaller pass: {difference}.");
        risk.Doubt = difference;
    }

    private string Resume()
    {
        var stopped = risk.Resume();
        foreach (var manager in managers) manager.StopFlattening();
        return stopped is null
            ? "Trading is resumed."
            : $"Trading is not resumed: {stopped.Limit} still stops it ({stopped.Message}). 'strategyhost resume --accept-loss' "
                + $"measures the limit anew, from what the account is worth now.";
    }

    private string AcceptLoss()
    {
        risk.Resume();
        risk.AcceptLoss();
        foreach (var manager in managers) manager.StopFlattening();
        return string.Create(CultureInfo.InvariantCulture,
            $"Trading is resumed, and the losses so far are taken as they are: "
                + $"limits are measured from an equity of {account.Equity:0.00}.");
    }

    private string Arm(DateTime? until)
    {
        risk.IsArmed = true;
        ArmedUntil = until;
        return until is { } end
            ? FormattableString.Invariant($"Armed until {end:yyyy-MM-dd HH:mm}Z: orders go to the broker from now on.")
            : "Armed: orders go to the broker from now on.";
    }

    private string Disarm()
    {
        risk.IsArmed = false;
        bool hasRunOut = ArmedUntil < risk.Received;
        ArmedUntil = null;
        const string End = "no order that opens or changes a position goes to the broker any more; exits and cancellations do.";
        if (hasRunOut) log.Warning($"The time for which it was armed is over: {End}");
        return $"Disarmed: {End}";
    }
}
