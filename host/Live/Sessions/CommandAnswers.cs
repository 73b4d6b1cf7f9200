using System.Globalization;
using StrategyHost.Engine.Runs.Live;

namespace StrategyHost.Live.Sessions;

/// <summary>Answers commands once they have had their effect: orders that were to be cancelled have ended, positions that were to be closed
/// are flat, or why not.</summary>
/// <param name="commands">Takes the answers.</param>
/// <param name="clock">The host's time.</param>
internal sealed class CommandAnswers(ICommandSource commands, TimeProvider clock)
{
    private readonly Queue<PostedCommand> expected = new();
    private readonly List<Pending> pending = [];

    /// <summary>A command is about to be handled.</summary>
    public void Expect(PostedCommand posted) => expected.Enqueue(posted);

    /// <summary>Looks at the session after an event.</summary>
    /// <param name="view">The session.</param>
    /// <param name="happened">The event; null at the start.</param>
    public void Look(LiveView view, LiveEvent? happened)
    {
        if (happened?.Command is { } command && expected.TryDequeue(out var posted)) Begin(view, command, posted);
        for (int i = pending.Count - 1; i >= 0; i--)
        {
            if (!IsDone(view, pending[i])) continue;
            commands.Answer(pending[i].Posted, TextOf(view, pending[i]));
            pending.RemoveAt(i);
        }
    }

    private void Begin(LiveView view, SessionCommand command, PostedCommand posted)
    {
        string? atOnce = command switch
        {
            SessionCommand.Arm =>
                posted.Until is { } until ? FormattableString.Invariant($"armed until {until:yyyy-MM-dd HH:mm}Z") : "armed",
            SessionCommand.Disarm => "disarmed: exits and cancellations go on",
            SessionCommand.Resume when view.Risk.State != Engine.Risk.RiskState.Active =>
                $"not resumed: {view.Risk.Breaches[^1].Limit} still stops trading ({view.Risk.Breaches[^1].Message}). --accept-loss "
                    + $"measures the limit anew, from what the account is worth now",
            SessionCommand.Resume => "resumed",
            SessionCommand.AcceptLoss =>
                FormattableString.Invariant($"resumed, with limits measured from an equity of {view.Account.Equity:0.00}"),
            SessionCommand.Rollback or SessionCommand.Reload =>
                "the script is taken at the next gap between two events; the log says what became of it",
            _ => null,
        };
        if (atOnce is not null) commands.Answer(posted, atOnce);
        else pending.Add(new Pending(posted, command, [.. view.OpenOrders], clock.GetTimestamp()));
    }

    private static bool IsDone(LiveView view, Pending waiting) =>
        waiting.Orders.TrueForAll(o => !o.IsOpen)
            && (waiting.Command != SessionCommand.Flatten || (!view.IsFlattening && view.Account.Portfolio.Positions.All(p => p.IsFlat)));

    private string TextOf(LiveView view, Pending waiting)
    {
        double milliseconds = clock.GetElapsedTime(waiting.Since).TotalMilliseconds;
        string what = waiting.Command switch
        {
            SessionCommand.Halt => "halted",
            SessionCommand.Flatten => "flat",
            _ => "cancelled",
        };
        int filled = waiting.Orders.Count(o => o.Status == OrderStatus.Filled);
        string orders = waiting.Orders.Count == 0
            ? "no order was open"
            : $"{waiting.Orders.Count - filled} orders cancelled{(filled > 0 ? $", {filled} filled before that" : "")}";
        var left = waiting.Command == SessionCommand.Halt ? view.Account.Portfolio.Positions.Where(p => !p.IsFlat).ToList() : [];
        string held = left.Count == 0 ? "" : $"; still held, without exits: {string.Join(", ", left.Select(Held))}";
        return string.Create(CultureInfo.InvariantCulture, $"{what}: {orders} in {milliseconds:0} ms{held}");
    }

    private static string Held(Position position) =>
        string.Create(CultureInfo.InvariantCulture, $"{position.Quantity:0.########} {position.Symbol}");

    private sealed record Pending(PostedCommand Posted, SessionCommand Command, List<Order> Orders, long Since);
}
