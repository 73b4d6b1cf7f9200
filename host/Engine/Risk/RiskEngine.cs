using System.Globalization;
using StrategyHost.Engine.Accounts;
using StrategyHost.Engine.Markets;
using StrategyHost.Engine.Risk.Rules;

namespace StrategyHost.Engine.Risk;

/// <summary>
/// Judges every order before it reaches a venue, and watches the account's losses. A loss limit that is reached moves
/// it to <see cref="RiskState.Reducing"/> or <see cref="RiskState.Halted"/>: for the rest of the trading day after a
/// daily loss, for the rest of the run after a drawdown.
/// </summary>
public sealed class RiskEngine
{
    private readonly RiskRule[] certain;
    private readonly Account account;
    private readonly Clock clock;
    private readonly TradingDay day;
    private readonly List<RiskBreach> breaches = [];
    private RiskLimits limits;
    private RiskRule[] configured = [];
    private IFillRule[] fillRules = [];
    private BuyingPower? buyingPower;
    private LossLock? lossLock;
    private bool watches;
    private DateOnly today;
    private double equityAtDayStart;
    private double latestEquity;
    private double peak;
    private bool hasDailyBreach;
    private bool hasDrawdownBreach;
    private readonly Queue<DateTime> rejects = new();
    private RiskBreach? waiting;
    private bool isLiquidating;
    private Fill? closedIntoDebt;
    private bool isInDebt;

    /// <summary>An engine in the state <see cref="RiskState.Active"/>.</summary>
    public RiskEngine(
        RiskLimits limits, IReadOnlyList<RiskRule> certain, IReadOnlyList<RiskRule> configured, Account account, Clock clock,
        TradingDay day)
    {
        this.certain = [.. certain];
        this.account = account;
        this.clock = clock;
        this.day = day;
        this.limits = limits;
        Use(limits, configured);
        equityAtDayStart = latestEquity = peak = account.Equity;
    }

    /// <summary>Goes on with other limits. What was counted for those that stay is kept, and what a loss limit has stopped stays
    /// stopped.</summary>
    /// <param name="next">The limits.</param>
    /// <param name="rules">The rules that they ask for.</param>
    public void Use(RiskLimits next, IReadOnlyList<RiskRule> rules)
    {
        foreach (var rule in rules)
        {
            if (Array.Find(configured, r => r.GetType() == rule.GetType()) is { } before) rule.Continue(before);
        }

        limits = next;
        configured = [.. rules];
        fillRules = [.. rules.OfType<IFillRule>()];
        buyingPower = rules.OfType<BuyingPower>().FirstOrDefault();
        var locked = lossLock;
        lossLock = next.LockAfterLosses is { } losses ? new LossLock(losses, TimeSpan.FromMinutes(next.LockMinutes)) : null;
        if (locked is not null) lossLock?.Continue(locked);
        watches = lossLock is not null || next.MaxRejectsPerMinute is not null || next.MaxDailyLoss is not null
            || next.MaxDrawdown is not null || next.MaintenanceMargin is not null;
    }

    /// <summary>What it lets through now.</summary>
    public RiskState State { get; private set; }

    /// <summary>Whether a person has halted trading.</summary>
    public bool IsHeld { get; private set; }

    /// <summary>Whether orders may leave for a broker; always true where they do not go to one.</summary>
    public bool IsArmed { get; set; } = true;

    /// <summary>In what the account does not agree with the broker; null when it does. Only orders that make a position smaller pass
    /// meanwhile.</summary>
    public string? Doubt { get; set; }

    /// <summary>Why the strategy is not called any more; null while it is. Only orders that make a position smaller pass
    /// meanwhile.</summary>
    public string? Fault { get; set; }

    /// <summary>How old the newest price of a market may be for an order that opens or enlarges a position; null for as old as it
    /// likes.</summary>
    public TimeSpan? StaleAfter { get; init; }

    /// <summary>When the event that is handled came to the host, UTC: what the age of prices is measured at; null where prices are from the
    /// past.</summary>
    public DateTime? Received { get; set; }

    /// <summary>Whether the account's broker calls for money when closing a position has cost more than the account has; a real broker does
    /// so itself.</summary>
    public bool CallsForDebt { get; init; }

    /// <summary>Lets no order through until <see cref="Resume"/>, whatever else the limits say.</summary>
    public void Hold() => IsHeld = true;

    /// <summary>Ends what <see cref="Hold"/> began. What a loss limit has stopped stays stopped.</summary>
    /// <returns>The loss limit that still stops trading; null when orders pass again.</returns>
    public RiskBreach? Resume()
    {
        IsHeld = false;
        return State == RiskState.Active ? null : breaches[^1];
    }

    /// <summary>Takes the losses so far as they are: every loss limit is measured from what the account is worth now.</summary>
    public void AcceptLoss()
    {
        latestEquity = equityAtDayStart = peak = account.Equity;
        hasDailyBreach = hasDrawdownBreach = false;
        State = RiskState.Active;
    }

    /// <summary>The loss limits that were reached, oldest first.</summary>
    public IReadOnlyList<RiskBreach> Breaches => breaches;

    /// <summary>The refusal of an order; null when it may go to the venue.</summary>
    public Denial? Review(in OrderIntent intent)
    {
        if (IsHeld) return new Denial(DenialCode.Halted, "trading was halted, and has not been resumed");
        if (!IsArmed)
            return new Denial(DenialCode.NotArmed,
                "the deployment is not armed, and its orders would go to a broker; 'strategyhost arm' lets them");
        if (State == RiskState.Halted)
            return new Denial(DenialCode.Halted, $"trading is halted since {breaches[^1].Message}");
        if (State == RiskState.Reducing && !intent.OnlyShrinks)
            return new Denial(DenialCode.Reducing,
                $"only orders that make a position smaller are let through since {breaches[^1].Message}");
        if (lossLock is not null && clock.UtcNow < lossLock.Until && !intent.OnlyShrinks)
            return new Denial(DenialCode.Reducing,
                string.Create(CultureInfo.InvariantCulture,
                    $"only orders that make a position smaller are let through until {lossLock.Until:yyyy-MM-dd HH:mm}Z, "
                        + $"after {limits.LockAfterLosses} losses in a row"));
        if (Doubt is { } doubt && !intent.OnlyShrinks)
            return new Denial(DenialCode.Reducing,
                $"only orders that make a position smaller are let through while the account does not agree with the broker: {doubt}");
        if (Fault is { } fault && !intent.OnlyShrinks)
            return new Denial(DenialCode.Reducing,
                $"only orders that make a position smaller are let through since the strategy has failed: {fault}");
        if (ReviewAge(in intent) is { } stale) return stale;
        if (ReviewExit(in intent) is { } error) return error;
        foreach (var rule in configured)
        {
            if (rule.Review(in intent) is { } denial) return denial;
        }

        foreach (var rule in configured) rule.Passed(in intent);
        return null;
    }

    /// <summary>The refusal of an order by which the host itself closes or protects a position: only certain errors stop it.</summary>
    public Denial? ReviewExit(in OrderIntent intent)
    {
        foreach (var rule in certain)
        {
            if (rule.Review(in intent) is { } denial) return denial;
        }

        return null;
    }

    /// <summary>How much of a purchase at the market the account can pay for, commission included, where it has to pay with cash.</summary>
    public decimal Payable(Market market, decimal quantity) => buyingPower is null ? quantity : buyingPower.Payable(market, quantity);

    /// <summary>The refusal of an order that would open a position at a price that was true some time ago, such as on bars that were
    /// missed.</summary>
    private Denial? ReviewAge(in OrderIntent intent)
    {
        if (StaleAfter is not { } limit || Received is not { } received || intent.Market.BarsSeen == 0 || intent.OnlyShrinks) return null;
        var age = received - intent.Market.Bar.End;
        return age <= limit
            ? null
            : new Denial(DenialCode.StaleMarket,
                string.Create(CultureInfo.InvariantCulture,
                    $"the newest price of {intent.Market.Instrument.Symbol} is {age.TotalSeconds:0} s old, "
                        + $"the limit is {limit.TotalSeconds:0} s: only orders that make a position smaller pass"));
    }

    /// <summary>Notes that a fill was booked, for rules that count fills.</summary>
    public void Note(Fill fill)
    {
        foreach (var rule in fillRules) rule.Note(fill);
    }

    /// <summary>Notes what has been closed: losses in a row can lock.</summary>
    public void Note(Recent<RoundTrip> closed)
    {
        if (lossLock is null || !lossLock.Look(closed, clock.UtcNow)) return;
        waiting = new RiskBreach(clock.UtcNow, "lock-after-losses",
            FormattableString.Invariant(
                $"{limits.LockAfterLosses} losses in a row: no position grows until {lossLock.Until:yyyy-MM-dd HH:mm}Z"),
                BreachAction.Reduce);
        breaches.Add(waiting);
    }

    /// <summary>Notes that a fill has closed something: closing is always allowed, also where it costs more than the account has.</summary>
    public void NoteClosing(Fill fill)
    {
        bool hasDebt = account.Portfolio.Cash < 0;
        bool isCalled = isInDebt || isLiquidating;
        if (CallsForDebt && hasDebt && !isCalled) closedIntoDebt = fill;
        isInDebt &= hasDebt;
    }

    /// <summary>Notes that a venue has refused an order: too many within a minute halt trading until a person resumes it.</summary>
    public void NoteReject()
    {
        if (limits.MaxRejectsPerMinute is not { } most) return;
        var now = clock.UtcNow;
        while (rejects.TryPeek(out var first) && now - first >= TimeSpan.FromMinutes(1)) rejects.Dequeue();
        rejects.Enqueue(now);
        if (rejects.Count <= most || IsHeld) return;
        Hold();
        waiting = new RiskBreach(now, "max-rejects-per-minute",
            FormattableString.Invariant($"{rejects.Count} orders were refused by the venue within a minute, the limit is {most}"),
            BreachAction.Halt);
        breaches.Add(waiting);
    }

    /// <summary>Looks at the account's worth after it was marked; the answer is a loss limit that has just been reached, or null.</summary>
    public RiskBreach? Watch() => closedIntoDebt is not null && WatchDebt() is { } debt ? debt : watches ? WatchLosses() : null;

    /// <summary>A margin call for what closing a position has cost beyond what the account has. A margin account may owe cash as long as
    /// its positions are worth more.</summary>
    private RiskBreach? WatchDebt()
    {
        var fill = closedIntoDebt!;
        closedIntoDebt = null;
        double owed = limits.InitialMargin is null ? -account.Cash : -account.Equity;
        if (owed <= 0) return null;
        isInDebt = true;
        string message = string.Create(CultureInfo.InvariantCulture,
            $"margin call: closing {fill.Quantity} {fill.Symbol} at {fill.Price} "
                + $"left the account {owed:0.00} {account.Portfolio.Currency} in debt");
        var call = new RiskBreach(clock.UtcNow, "debt", message, BreachAction.Flatten);
        breaches.Add(call);
        return call;
    }

    private RiskBreach? WatchLosses()
    {
        if (waiting is { } breach)
        {
            waiting = null;
            return breach;
        }

        BeginDay();
        latestEquity = account.Equity;
        peak = Math.Max(peak, latestEquity);
        return WatchMargin() ?? WatchDrawdown() ?? WatchDay();
    }

    /// <summary>A margin call sells everything. Trading goes on afterwards with what is left.</summary>
    private RiskBreach? WatchMargin()
    {
        if (limits.MaintenanceMargin is not { } margin) return null;
        double needed = account.GrossExposure * (double)margin;
        if (needed == 0) return NoCall();
        if (isLiquidating || latestEquity >= needed) return null;
        isLiquidating = true;
        var call = new RiskBreach(
            clock.UtcNow, "maintenance-margin",
            FormattableString.Invariant($"margin call: the positions need {needed:0.00}, equity is {latestEquity:0.00}"),
            BreachAction.Flatten);
        breaches.Add(call);
        return call;
    }

    /// <summary>Nothing is held, so that there is nothing to sell, whatever equity is. The next position can be called again.</summary>
    private RiskBreach? NoCall()
    {
        isLiquidating = false;
        return null;
    }

    private void BeginDay()
    {
        if (limits.MaxDailyLoss is null || day.Today == today) return;
        today = day.Today;
        equityAtDayStart = latestEquity;
        hasDailyBreach = false;
        if (!hasDrawdownBreach) State = RiskState.Active;
    }

    private RiskBreach? WatchDrawdown()
    {
        if (limits.MaxDrawdown is not { } limit || hasDrawdownBreach || peak <= 0) return null;
        double drawdown = (peak - latestEquity) / peak;
        if (drawdown < (double)limit) return null;
        hasDrawdownBreach = true;
        return Trip("max-drawdown", $"equity fell {drawdown * 100:0.00}% from its peak of {peak:0.00}, the limit is {limit * 100:0.##}%");
    }

    private RiskBreach? WatchDay()
    {
        if (limits.MaxDailyLoss is not { } limit || hasDailyBreach || hasDrawdownBreach) return null;
        double loss = equityAtDayStart - latestEquity;
        decimal allowed = limit.In(equityAtDayStart);
        if (loss < (double)allowed || loss <= 0) return null;
        hasDailyBreach = true;
        return Trip("max-daily-loss", $"the loss of {today:yyyy-MM-dd} reached {loss:0.00}, the limit is {allowed:0.00}");
    }

    private RiskBreach Trip(string limit, FormattableString message)
    {
        State = limits.OnBreach == BreachAction.Reduce ? RiskState.Reducing : RiskState.Halted;
        var breach = new RiskBreach(clock.UtcNow, limit, FormattableString.Invariant(message), limits.OnBreach);
        breaches.Add(breach);
        return breach;
    }
}
