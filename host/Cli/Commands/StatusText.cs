using System.Globalization;
using StrategyHost.Live.Journaling;
using StrategyHost.Live.Sessions;

namespace StrategyHost.Cli.Commands;

/// <summary>How a deployment does, line by line.</summary>
/// <param name="one">How it does.</param>
/// <param name="now">The host's time, UTC.</param>
internal sealed class StatusText(DeploymentStatus one, DateTime now)
{
    private const int MostOrders = 20;

    /// <summary>The lines with their names.</summary>
    public IEnumerable<(string Name, string Text)> Lines =>
        Standing().Concat(one.Figures is { } figures ? Money(figures) : [])
            .Append(("so far",
                $"{Number(one.Events)} events, {Number(one.Orders)} orders that were not denied, {Number(one.Fills)} fills"));

    private IEnumerable<(string, string)> Standing()
    {
        var snapshot = one.Snapshot;
        yield return ("deployment", $"{one.Deployment}, session {Number(one.Session)}, begun {Time(one.Begun)}");
        yield return ("mode", one.Account is null ? one.Mode : $"{one.Mode}, on the account {one.Account}");
        yield return ("state", one.Fault is { } fault && one.State == "failed" ? $"failed: {fault}" : one.State);
        yield return ("orders pass", string.Join("; ", Obstacles().DefaultIfEmpty("yes")));
        if (one.Mode == "live")
            yield return ("armed",
                !snapshot.IsArmed ? "no" : snapshot.ArmedUntil is { } until ? $"until {Time(until)}" : "until it is disarmed");
        if (one.Mode == "live")
            yield return ("agreement", snapshot.Mismatch ?? "the account agreed with the broker when it was compared last");
        yield return ("newest price", snapshot.NewestPrice is { } newest
            ? string.Create(CultureInfo.InvariantCulture, $"{Time(newest)}, {Math.Max(0, (now - newest).TotalSeconds):N0} s ago")
            : "none yet");
        yield return ("equity", $"{Amount(snapshot.Equity)}, of which cash {Amount(snapshot.Cash)}");
        yield return ("positions", snapshot.Positions.Count == 0 ? "none" : string.Join(", ", snapshot.Positions.Select(Position)));
        yield return ("working orders", snapshot.OpenOrders.Count == 0 ? "none" : Order(snapshot.OpenOrders[0]));
        foreach (var order in snapshot.OpenOrders.Skip(1).Take(MostOrders - 1)) yield return ("", Order(order));
        if (snapshot.OpenOrders.Count > MostOrders)
            yield return ("",
                $"and {Number(snapshot.OpenOrders.Count - MostOrders)} more: 'strategyhost orders {one.Deployment}' shows all");
        yield return ("script", one.Figures is { } known ? $"{one.Script}, version {Short(known.Version)}" : one.Script);
    }

    private IEnumerable<string> Obstacles() => one.State switch
    {
        "running" => one.Conditions,
        "over" => ["no: the session is over"],
        _ => one.Conditions.Prepend("no: no host runs it"),
    };

    private static IEnumerable<(string, string)> Money(DeploymentFigures figures)
    {
        yield return ("profit", figures.Day is { } day
            ? string.Create(CultureInfo.InvariantCulture,
                $"{Signed(figures.ProfitOfDay)} on {day:yyyy-MM-dd}, {Signed(figures.ProfitInTotal)} in total, {figures.Currency}: "
                    + $"{Signed((double)figures.Realised)} realised, {Signed((double)figures.Open)} open")
            : "nothing has happened yet");
        string interest = figures.Financing == 0 ? "" : $", interest {Signed((double)figures.Financing)}";
        yield return ("costs", $"commission {Amount((double)figures.Commission)}{interest}");
        yield return ("limits", figures.Limits.Count == 0 ? "none" : string.Join("; ", figures.Limits.Select(Use)));
        yield return ("last order",
            figures.LatestOrder is { } order ? $"{order}, made {Time(figures.LatestOrderTime!.Value)}" : "none yet");
        yield return ("last refused",
            figures.LatestRefusal is { } refusal ? $"{refusal}, made {Time(figures.LatestRefusalTime!.Value)}" : "none");
    }

    private static string Position(StandingPosition position) =>
        string.Create(CultureInfo.InvariantCulture,
            $"{position}, last {position.LastPrice:0.########}, {Signed((double)position.UnrealizedProfit)}");

    private string Order(StandingOrder order)
    {
        string prices = Price("stop", order.StopPrice, order.Symbol) + Price("limit", order.LimitPrice, order.Symbol);
        string tag = order.Tag is { } word ? $" (tag {word})" : "";
        return string.Create(CultureInfo.InvariantCulture,
            $"#{order.Id} {order.Side} {order.Quantity:0.########} {order.Symbol} {order.Type}{prices} {order.TimeInForce} "
                + $"{order.Status}{tag}");
    }

    private string Price(string name, decimal? price, string symbol) => price is not { } at
        ? "" : string.Create(CultureInfo.InvariantCulture, $" {name} {at:0.########}{DistanceTo(symbol, at)}");

    /// <summary>How far the market is from a price, as a part of the market's: above zero where the price lies above.</summary>
    private string DistanceTo(string symbol, decimal price) =>
        one.Figures is { } figures && figures.Prices.TryGetValue(symbol, out double last) && last != 0
            ? string.Create(CultureInfo.InvariantCulture, $" ({((double)price - last) / last:+0.00 %;-0.00 %;0.00 %} from the market)")
            : "";

    private static string Use(LimitUse use) => use.IsRatio
        ? string.Create(CultureInfo.InvariantCulture, $"{use.Limit} {use.Used:0.00 %} of {use.Most:0.00 %}")
        : string.Create(CultureInfo.InvariantCulture, $"{use.Limit} {use.Used:#,0.##} of {use.Most:#,0.##}");

    private static string Short(string version) => version.Length > 12 ? version[..12] : version;

    private static string Time(DateTime time) => time.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture);

    private static string Amount(double amount) => amount.ToString("N2", CultureInfo.InvariantCulture);

    private static string Signed(double amount) => amount.ToString("+#,0.00;-#,0.00;0.00", CultureInfo.InvariantCulture);

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
