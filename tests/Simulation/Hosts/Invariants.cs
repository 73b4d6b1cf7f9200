using System.Globalization;
using StrategyHost.Engine.Orders;
using StrategyHost.Engine.Runs;
using StrategyHost.Engine.Runs.Live;
using StrategyHost.Live.Sessions;
using StrategyHost.Simulation.Exchanges;

namespace StrategyHost.Simulation.Hosts;

/// <summary>What must hold once the wire is quiet: pure functions of the exchange's ledger and of what sessions believe.</summary>
internal static class Invariants
{
    /// <summary>What does not hold; empty when everything does.</summary>
    public static IReadOnlyList<string> Check(SeedRun run)
    {
        var broken = new List<string>();
        if ((run.Fault ?? run.Host.Fault) is { } fault) broken.Add($"a session failed: {fault.GetType().Name}: {fault.Message}");
        NoOrderUnderTwoNames(run, broken);
        if (run.Host.Sessions.Any(s => s.HasFailed)) return broken.Count > 0 ? broken : ["a session rests"];
        foreach (var session in run.Host.Sessions)
        {
            var own = run.Exchange.Ledger.Orders.Where(o => o.ClientId?.StartsWith(session.Deployment.Prefix, StringComparison.Ordinal) == true).ToList();
            BooksEqual(run, session, broken);
            OrdersEqual(session, own, broken);
            ExitsFit(session, broken);
            NeverAbsent(run, session, own, broken);
            NeverShort(session, broken);
            ReplayIsTheSame(session, broken);
        }

        return broken;
    }

    /// <summary>No order is at the exchange twice under a client id.</summary>
    private static void NoOrderUnderTwoNames(SeedRun run, List<string> broken)
    {
        foreach (var same in run.Exchange.Ledger.Orders.Where(o => o.ClientId is not null).GroupBy(o => o.ClientId).Where(g => g.Count() > 1))
            broken.Add($"{same.Key} is at the exchange {same.Count()} times");
    }

    /// <summary>What a session holds is what its executions say at the exchange.</summary>
    private static void BooksEqual(SeedRun run, HostedSession session, List<string> broken)
    {
        foreach (var symbol in session.Deployment.Plan.Symbols)
        {
            decimal true_ = run.Exchange.Ledger.Executions
                .Where(e => e.Order.Symbol == symbol && e.Order.ClientId?.StartsWith(session.Deployment.Prefix, StringComparison.Ordinal) == true)
                .Sum(e => e.Order.IsBuy ? e.Execution.Quantity : -e.Execution.Quantity);
            decimal held = Held(session, symbol);
            if (held != true_) broken.Add(Text($"{session.Deployment.Name} believes to hold {held} {symbol}, and its executions say {true_}"));
        }
    }

    /// <summary>Every order works at the exchange exactly as the session thinks, or has ended there and here.</summary>
    private static void OrdersEqual(HostedSession session, List<ExchangeOrder> own, List<string> broken)
    {
        var open = session.View.OpenOrders.Where(o => o.Status != OrderStatus.PendingSubmit).ToList();
        var there = own.Where(o => o.IsOpen).ToList();
        foreach (var order in open)
        {
            var match = there.FindAll(o => Live.Brokers.BrokerSession.IsClientIdOf(o.ClientId!, order.Id));
            if (match.Count != 1) broken.Add($"{session.Deployment.Name} believes that {order} works, and {match.Count} such orders work at the exchange");
            else if (match[0].Remaining != order.Remaining) broken.Add(Text($"{session.Deployment.Name} believes that {order.Remaining} of {order} are left, and {match[0].Remaining} are"));
            if (order.Status is OrderStatus.PendingCancel or OrderStatus.PendingReplace or OrderStatus.Submitted) broken.Add($"{session.Deployment.Name}: {order} waits for an answer");
        }

        foreach (var order in there.Where(o => !open.Exists(w => Live.Brokers.BrokerSession.IsClientIdOf(o.ClientId!, w.Id)))) broken.Add($"{order} works at the exchange, and {session.Deployment.Name} does not know");
        foreach (var order in own.Where(o => o.Filled > o.LargestQuantity)) broken.Add($"{order} has filled more than was ever wanted");
    }

    /// <summary>Exits are never larger than what they protect, and those of brackets never absent.</summary>
    private static void ExitsFit(HostedSession session, List<string> broken)
    {
        foreach (var symbol in session.Deployment.Plan.Symbols)
        {
            decimal held = Held(session, symbol);
            decimal exits = 0;
            foreach (var group in session.View.OpenOrders.Where(o => o.Symbol == symbol && o.IsReduceOnly && o.Status != OrderStatus.PendingSubmit).GroupBy(o => o.ParentId ?? -o.Id))
            {
                if (group.Any(o => o.Sign * held > 0) || held == 0) broken.Add(Text($"{session.Deployment.Name}: {group.First()} protects nothing, {held} {symbol} are held"));
                if (group.Key > 0) exits += group.Max(o => o.Remaining);
                else if (group.First().Remaining > Math.Abs(held)) broken.Add(Text($"{session.Deployment.Name}: {group.First()} is larger than the {held} {symbol} that are held"));
            }

            if (exits > Math.Abs(held)) broken.Add(Text($"{session.Deployment.Name}: exits of {exits} protect {held} {symbol}"));
        }
    }

    /// <summary>What a bracket has entered and not left is protected by both exits, whole, unless somebody ended or refused them.</summary>
    private static void NeverAbsent(SeedRun run, HostedSession session, List<ExchangeOrder> own, List<string> broken)
    {
        var plan = session.Deployment.Plan;
        bool isPlain = plan is { Kind: Strategies.StrategyKind.Brackets, AtOnce: 1, Fickleness: 0 } && session.Deployment.Risk is { StopLoss: null, TakeProfit: null };
        if (!isPlain || run.Plan.Commands.Count > 0 || own.Exists(o => o.IsTouchedByHand || o.Status == OrderStatus.Rejected)) return;
        if (session.View.Orders.Any(o => o.ParentId is not null && (o.Status is OrderStatus.Denied or OrderStatus.Rejected or OrderStatus.Expired))) return;
        foreach (var symbol in plan.Symbols)
        {
            decimal held = Math.Abs(Held(session, symbol));
            if (held == 0) continue;
            foreach (var type in (OrderType[])[OrderType.Stop, OrderType.Limit])
            {
                decimal exits = session.View.OpenOrders.Where(o => o.Symbol == symbol && o.Type == type && o.ParentId is not null && o.Status != OrderStatus.PendingSubmit).Sum(o => o.Remaining);
                if (exits != held) broken.Add(Text($"{session.Deployment.Name}: {held} {symbol} are held, and {type} exits are for {exits}"));
            }
        }
    }

    /// <summary>A strategy that never means to be short is not short.</summary>
    private static void NeverShort(HostedSession session, List<string> broken)
    {
        if (!session.Deployment.Plan.IsLongOnly) return;
        foreach (var symbol in session.Deployment.Plan.Symbols)
        {
            // What undoes an excess waits for the market to open again.
            decimal undone = session.View.OpenOrders.Where(o => o.Symbol == symbol && o.Tag == Overfills.Tag).Sum(o => o.Sign * o.Remaining);
            if (Held(session, symbol) + undone < 0) broken.Add(Text($"{session.Deployment.Name} is short: {Held(session, symbol)} {symbol}"));
        }
    }

    /// <summary>The journal leads to the same decisions when it is handled again.</summary>
    private static void ReplayIsTheSame(HostedSession session, List<string> broken)
    {
        var journal = session.Deployment.Journal;
        using var guard = new ReplayGuard(journal.Outcomes());
        var run = session.Deployment.Run(guard, new SilentLog(), TimeProvider.System);
        run.Begin();
        Note(run, guard);
        foreach (var happened in journal.Events())
        {
            run.Handle(happened);
            Note(run, guard);
            if (guard.Difference is not null) break;
        }

        guard.CompareEnd();
        if (guard.Difference is { } difference) broken.Add($"{session.Deployment.Name}: recorded '{difference.Recorded}', replayed '{difference.Now}'");
    }

    private static void Note(LiveRun run, ReplayGuard guard)
    {
        foreach (var command in run.View.TakeCommands()) guard.Wanted(command);
    }

    private static decimal Held(HostedSession session, string symbol) => session.View.Account.Portfolio[symbol].Quantity;

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
