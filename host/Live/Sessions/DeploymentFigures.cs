using StrategyHost.Engine.Runs;

namespace StrategyHost.Live.Sessions;

/// <summary>How much a deployment has made, and what it has used of its limits. Money is in the account's currency.</summary>
/// <param name="Day">The trading day of the latest event; null before the first.</param>
/// <param name="ProfitOfDay">What equity has changed by since the end of the trading day before.</param>
/// <param name="ProfitInTotal">What it has changed by over all sessions; what was paid in or out does not count.</param>
/// <param name="Realised">The profit of what was opened and closed again, after commission.</param>
/// <param name="Open">The profit of what is held, after commission.</param>
/// <param name="Commission">What commission has cost.</param>
/// <param name="Financing">What interest has earned, less what it has cost.</param>
/// <param name="Version">What tells the script's version from others.</param>
public sealed record DeploymentFigures(DateOnly? Day, double ProfitOfDay, double ProfitInTotal, decimal Realised, decimal Open,
    decimal Commission, decimal Financing, string Version)
{
    /// <summary>The account's currency.</summary>
    public required string Currency { get; init; }

    /// <summary>How much of each limit is used that the latest session has.</summary>
    public required IReadOnlyList<LimitUse> Limits { get; init; }

    /// <summary>The latest price of each symbol that has had one.</summary>
    public required IReadOnlyDictionary<string, double> Prices { get; init; }

    /// <summary>The order that was made last and not denied; null before the first.</summary>
    public string? LatestOrder { get; init; }

    /// <summary>When it was made, UTC.</summary>
    public DateTime? LatestOrderTime { get; init; }

    /// <summary>The latest order that was refused, by the risk engine or the venue, with the reason; null when none was.</summary>
    public string? LatestRefusal { get; init; }

    /// <summary>When that one was made, UTC.</summary>
    public DateTime? LatestRefusalTime { get; init; }

    /// <summary>The figures of a deployment's record.</summary>
    public static DeploymentFigures Of(DeploymentResult record)
    {
        var (result, last) = (record.Result, record.Sessions[^1]);
        var curve = result.Equity;
        var days = curve.Days;
        double before = days.Count > 1 ? days[^2].Equity : curve.InitialEquity;
        var latest = result.Orders.LastOrDefault(o => o.Status != OrderStatus.Denied);
        var refused = result.Orders.LastOrDefault(o => o.Status is OrderStatus.Denied or OrderStatus.Rejected);
        return new DeploymentFigures(
            days.Count > 0 ? days[^1].Date : null, curve.Latest.Equity - before, curve.Latest.Equity - curve.InitialEquity,
            result.RoundTrips.Sum(t => t.NetProfit), result.OpenProfit,
            result.Totals.Commission, result.Totals.Financing, last.Version)
        {
            Currency = result.Settings.Currency,
            Limits = [.. LimitsOf(last.Result)],
            Prices = last.Result.Account.Portfolio.Positions.Where(p => !double.IsNaN(p.LastPrice)).ToDictionary(p => p.Symbol,
                p => p.LastPrice),
            LatestOrder = latest?.ToString(),
            LatestOrderTime = latest?.Submitted,
            LatestRefusal = refused is null ? null : $"{refused}: {refused.Denial?.ToString() ?? refused.Reason ?? "no reason is known"}",
            LatestRefusalTime = refused?.Submitted,
        };
    }

    private static IEnumerable<LimitUse> LimitsOf(BacktestResult result)
    {
        var limits = result.Settings.Risk;
        var (account, curve) = (result.Account, result.Equity);
        double before = curve.Days.Count > 1 ? curve.Days[^2].Equity : curve.InitialEquity;
        double loss = Math.Max(0, before - curve.Latest.Equity);
        decimal largest = account.Portfolio.Positions.Select(p => Math.Abs(p.Quantity)).DefaultIfEmpty(0).Max();
        double worth = account.Portfolio.Positions.Where(p => !p.IsFlat).Select(p => Math.Abs((double)p.Quantity * p.LastPrice))
            .DefaultIfEmpty(0).Max();
        int working = result.Orders.Count(o => o.IsOpen);
        int recent = result.Orders.Reverse().TakeWhile(o => o.Submitted > result.To.AddMinutes(-1)).Count();
        int fillsToday =
            result.Fills.Reverse().TakeWhile(f => curve.Days.Count > 0 && result.Calendar.DateOf(f.Time) == curve.Days[^1].Date).Count();
        LimitUse?[] all =
        [
            limits.MaxDailyLoss is { } daily ? new LimitUse("max-daily-loss", loss, (double)daily.In(before), IsRatio: false) : null,
            limits.MaxDrawdown is { } fall ? new LimitUse("max-drawdown", curve.Drawdown.Current, (double)fall, IsRatio: true) : null,
            limits.MaxPosition is { } units ? new LimitUse("max-position", (double)largest, (double)units, IsRatio: false) : null,
            limits.MaxPositionValue is { } value
                ? new LimitUse("max-position-value", worth, (double)value.In(account.Equity), IsRatio: false) : null,
            limits.MaxGrossExposure is { } gross
                ? new LimitUse("max-gross-exposure", account.GrossExposure, (double)gross.In(account.Equity), IsRatio: false) : null,
            limits.MaxOpenOrders is { } open ? new LimitUse("max-open-orders", working, open, IsRatio: false) : null,
            limits.MaxOrdersPerMinute is { } rate ? new LimitUse("max-orders-per-minute", recent, rate, IsRatio: false) : null,
            limits.MaxTradesPerDay is { } trades ? new LimitUse("max-trades-per-day", fillsToday, trades, IsRatio: false) : null,
        ];
        return all.OfType<LimitUse>();
    }
}
