using System.Globalization;
using StrategyHost.Engine.Orders;
using StrategyHost.Engine.Runs;
using StrategyHost.Engine.Runs.Live;
using StrategyHost.Engine.Supervision;
using StrategyHost.Engine.Venues.Broker;
using StrategyHost.Live.Brokers;
using StrategyHost.Live.Journaling;
using StrategyHost.Live.Sessions;
using StrategyHost.Simulation.Exchanges;

namespace StrategyHost.Simulation.Hosts;

/// <summary>What must hold once the wire is quiet, by what the exchange's ledger says and what sessions believe.</summary>
internal static class Invariants
{
    /// <summary>No order is at the exchange twice.</summary>
    public const string OneName = "an order has one name";

    /// <summary>No order fills more than was ever wanted of it.</summary>
    public const string NotMoreThanWanted = "filled is never above wanted";

    /// <summary>A strategy that never means to be short is not short, but for fills that cross at the exchange and are undone.</summary>
    public const string NeverShort = "a long strategy is never short";

    /// <summary>Risk limits are not exceeded by more than what was on the wire.</summary>
    public const string WithinLimits = "risk limits hold";

    /// <summary>Whatever keeps orders from passing, ends of orders are asked for.</summary>
    public const string CancelsPass = "cancellations pass";

    private const string Runs = "sessions do not fail";
    private const string Books = "books are the broker's";
    private const string Orders = "orders are the exchange's";
    private const string Exits = "exits fit";
    private const string Present = "exits are not absent";
    private const string Replays = "a replay is the same";

    /// <summary>Checks everything: all has come to rest.</summary>
    public static void Check(SeedRun run)
    {
        if ((run.Fault ?? run.Host.Fault) is { } fault) run.Break(Runs, $"{fault.GetType().Name}: {fault.Message}");
        else if (run.Host.Sessions.Any(s => s.HasFailed)) run.Break(Runs, $"a session rests");
        if (run.Host.Sessions.Any(s => s.HasFailed)) return;
        AccountEquals(run);
        foreach (var session in run.Host.Sessions)
        {
            BooksEqual(run, session);
            OrdersEqual(run, session);
            CheckQuiet(run, session);
            ReplayIsTheSame(run, session);
        }
    }

    /// <summary>Checks what must hold of a session whenever it waits for nothing, and the exchange has its orders as it knows
    /// them.</summary>
    public static void CheckQuiet(SeedRun run, HostedSession session)
    {
        ExitsFit(run, session);
        NeverAbsent(run, session);
        ShortIsUndone(run, session);
    }

    /// <summary>The session's order that an order at the exchange is; null when it knows none.</summary>
    public static Order? OrderOf(HostedSession session, ExchangeOrder there)
    {
        int number = int.Parse(FirstName(there.ClientId!).AsSpan(session.Deployment.Prefix.Length), NumberStyles.HexNumber,
            CultureInfo.InvariantCulture);
        return session.Record.Find(number);
    }

    /// <summary>The name with which an order was sent first: two characters follow it when it is sent again, of which the first is no
    /// hexadecimal digit.</summary>
    public static string FirstName(string clientId) => char.IsAsciiHexDigit(clientId[^2]) ? clientId : clientId[..^2];

    /// <summary>What a session holds is what its executions say at the exchange, and what it has taken over.</summary>
    private static void BooksEqual(SeedRun run, HostedSession session)
    {
        foreach (var symbol in session.Deployment.Strategy.Symbols)
        {
            decimal executed = Executed(run, session, symbol);
            decimal adopted = Adopted(session, symbol);
            if (session.Held(symbol) != executed + adopted)
                run.Break(Books,
                    $"{session.Deployment.Name} believes to hold {session.Held(symbol)} {symbol}, and its executions say {executed}{(adopted == 0 ? "" : $" and {adopted} taken over")}");
        }
    }

    /// <summary>What all sessions hold is what the account holds, but for what is nobody's; where it is not, sessions know.</summary>
    private static void AccountEquals(SeedRun run)
    {
        foreach (var market in run.Exchange.Markets)
        {
            string symbol = market.Symbol;
            decimal ours = run.Host.Sessions.Where(s => s.Deployment.Strategy.Symbols.Contains(symbol)).Sum(s => s.Held(symbol));
            decimal there = run.Exchange.Ledger.Held(symbol);
            if (ours + run.External(symbol) == there) continue;
            foreach (var session in run.Host.Sessions.Where(s =>
                s.Deployment.Strategy.Symbols.Contains(symbol) && s.View.Risk.Doubt is null))
                run.Break(Books,
                    $"the account holds {there} {symbol}, the sessions {ours}, {run.External(symbol)} are known to be nobody's, and {session.Deployment.Name} is in no doubt");
        }
    }

    /// <summary>Every order works at the exchange exactly as the session thinks, or has ended there and here.</summary>
    private static void OrdersEqual(SeedRun run, HostedSession session)
    {
        string name = session.Deployment.Name;
        var open = session.View.OpenOrders.Where(o => o.Status != OrderStatus.PendingSubmit).ToList();
        var there = OwnOrders(run, session).Where(o => o.IsOpen).ToList();
        foreach (var order in open)
        {
            var match = there.FindAll(o => BrokerSession.IsClientIdOf(o.ClientId!, order.Id));
            if (match.Count != 1)
                run.Break(Orders, $"{name} believes that {order} works, and {match.Count} such orders work at the exchange");
            else if (match[0].Remaining != order.Remaining)
                run.Break(Orders, $"{name} believes that {order.Remaining} of {order} are left, and {match[0].Remaining} are");
            if (order.Status is OrderStatus.PendingCancel or OrderStatus.PendingReplace or OrderStatus.Submitted)
                run.Break(Orders, $"{name}: {order} waits for an answer");
        }

        foreach (var order in there.Where(o => !open.Exists(w => BrokerSession.IsClientIdOf(o.ClientId!, w.Id))))
            run.Break(Orders, $"{order} works at the exchange, and {name} does not know");
    }

    /// <summary>Exits are never larger than what they protect.</summary>
    private static void ExitsFit(SeedRun run, HostedSession session)
    {
        string name = session.Deployment.Name;
        foreach (var symbol in session.Deployment.Strategy.Symbols)
        {
            decimal held = HeldOnceUndone(session, symbol);
            decimal exits = 0;
            foreach (var group in session.View.OpenOrders.Where(o =>
                o.Symbol == symbol && o.IsReduceOnly && o.Status != OrderStatus.PendingSubmit).GroupBy(o => o.ParentId ?? -o.Id))
            {
                if (group.Any(o => o.Sign * held > 0) || held == 0)
                    run.Break(Exits, $"{name}: {group.First()} protects nothing, {held} {symbol} are held");
                if (group.Key > 0) exits += group.Max(o => o.Remaining);
                else if (group.First().Remaining > Math.Abs(held))
                    run.Break(Exits, $"{name}: {group.First()} is larger than the {held} {symbol} that are held");
            }

            if (exits > Math.Abs(held)) run.Break(Exits, $"{name}: exits of {exits} protect {held} {symbol}");
        }
    }

    /// <summary>What a bracket has entered and not left is protected by both exits, whole, unless somebody ended or refused them, as a
    /// fault does where the deployment says that it cancels or flattens.</summary>
    private static void NeverAbsent(SeedRun run, HostedSession session)
    {
        var strategy = session.Deployment.Strategy;
        bool isPlain = strategy is { Kind: Strategies.StrategyKind.Brackets, AtOnce: 1, Fickleness: 0 }
            && session.Deployment.Risk is { StopLoss: null, TakeProfit: null, MaxDailyLoss: null }
            && (strategy.Faultiness == 0 || session.Deployment.Plan.OnFault is not (FaultPolicy.Cancel or FaultPolicy.Flatten));
        if (!isPlain || run.Plan.Events.Any(e => e.Action is Command or Choice) || strategy.Symbols.All(s => session.Held(s) == 0)) return;
        if (OwnOrders(run, session).Any(o => o.IsTouchedByHand || o.Status == OrderStatus.Rejected)) return;
        if (session.Record.Orders.Any(o => o.ParentId is not null && IsRefused(o))) return;
        foreach (var symbol in strategy.Symbols)
        {
            decimal held = Math.Abs(HeldOnceUndone(session, symbol));
            if (held == 0) continue;
            foreach (var type in (OrderType[])[OrderType.Stop, OrderType.Limit])
            {
                decimal exits = session.View.OpenOrders.Where(o => o.Symbol == symbol && o.Type == type && o.ParentId is not null
                    && o.Status != OrderStatus.PendingSubmit).Sum(o => o.Remaining);
                if (exits != held)
                    run.Break(Present, $"{session.Deployment.Name}: {held} {symbol} are held, and {type} exits are for {exits}");
            }
        }
    }

    /// <summary>Whether the broker, or the host, did not take an order. One that is sent again with new terms and then refused is
    /// cancelled.</summary>
    private static bool IsRefused(Order order) => order.Status is OrderStatus.Denied or OrderStatus.Rejected or OrderStatus.Expired
        || (order.Status == OrderStatus.Cancelled && order.Reason?.StartsWith("the broker rejected", StringComparison.Ordinal) == true);

    /// <summary>A strategy that never means to be short is not short, or what undoes that works.</summary>
    private static void ShortIsUndone(SeedRun run, HostedSession session)
    {
        if (!session.Deployment.Strategy.IsLongOnly) return;
        foreach (var symbol in session.Deployment.Strategy.Symbols)
        {
            // What undoes an excess waits for the market to open again, and undoes the rest of it then. What was taken over was nobody's
            // decision.
            bool isUndone = session.View.OpenOrders.Any(o => o.Symbol == symbol && o.Tag == Overfills.Tag && o.Side == Side.Buy);
            if (session.Held(symbol) >= 0 || isUndone || run.Steps.IsMeant(session.Deployment, symbol) || Adopted(session, symbol) < 0)
                continue;
            run.Break(NeverShort, $"{session.Deployment.Name} is short: {session.Held(symbol)} {symbol}");
        }
    }

    /// <summary>The journal leads to the same decisions when it is handled again.</summary>
    private static void ReplayIsTheSame(SeedRun seed, HostedSession session)
    {
        var deployment = session.Deployment;
        var journal = deployment.Journal;
        var position = new SessionPosition();
        using var guard = new ReplayGuard(journal.Outcomes());
        using var reloads = new SessionReloads(position, deployment.Terms, new RecordedReloads(journal.Reloads(), int.MaxValue),
            deployment.Script, deployment.Script(0));
        var faults = new FaultJournal(journal.FailedCalls(), write: null);
        var run = deployment.Run(guard, new SilentLog(), TimeProvider.System, reloads, faults, keepsResult: true);
        run.Begin();
        Note(run, guard);
        foreach (var happened in journal.Events())
        {
            position.Give();
            run.Handle(happened);
            Note(run, guard);
            if (guard.Difference is not null) break;
        }

        guard.CompareEnd();
        if (guard.Difference is { } difference)
            seed.Break(Replays, $"{deployment.Name}: recorded '{difference.Recorded}', replayed '{difference.Now}'");
    }

    private static void Note(LiveRun run, ReplayGuard guard)
    {
        foreach (var command in run.View.TakeCommands()) guard.Wanted(command);
    }

    /// <summary>What a session will hold once the orders have filled that undo an excess: exits are for that.</summary>
    private static decimal HeldOnceUndone(HostedSession session, string symbol) => session.Held(symbol)
        + session.View.OpenOrders.Where(o => o.Symbol == symbol && o.Tag == Overfills.Tag).Sum(o => o.Sign * o.Remaining);

    private static IEnumerable<ExchangeOrder> OwnOrders(SeedRun run, HostedSession session) =>
        run.Exchange.Ledger.Orders.Where(o => session.Deployment.Made(o.ClientId));

    private static decimal Executed(SeedRun run, HostedSession session, string symbol) => run.Exchange.Ledger.Executions
        .Where(e => e.Order.Symbol == symbol && session.Deployment.Made(e.Order.ClientId))
        .Sum(e => e.Order.IsBuy ? e.Execution.Quantity : -e.Execution.Quantity);

    private static decimal Adopted(HostedSession session, string symbol) => session.Deployment.Journal.Events()
        .Select(e => e.Broker).OfType<PositionAdopted>().Where(a => a.Symbol == symbol).Sum(a => a.Quantity);
}
