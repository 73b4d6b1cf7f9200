using System.Globalization;
using StrategyHost.Engine.Venues.Broker;
using StrategyHost.Plugins;

namespace StrategyHost.Live.Brokers;

/// <summary>Acts on what a comparison could not explain, by the account's policy or a person's choice.</summary>
internal sealed class MismatchResolver
{
    private const string FileName = "choice";
    private readonly SessionBooks books;
    private readonly BrokerClient client;
    private readonly AccountContext context;
    private readonly IAccountFiles files;
    private readonly Dictionary<string, string> flattening = new(StringComparer.Ordinal);
    private long latestId;

    /// <summary>A resolver for an account.</summary>
    /// <param name="files">The account's files, among which choices wait.</param>
    /// <param name="books">The sessions' books.</param>
    /// <param name="client">Calls the broker.</param>
    /// <param name="context">Time, and who is told.</param>
    public MismatchResolver(IAccountFiles files, SessionBooks books, BrokerClient client, AccountContext context)
    {
        this.books = books;
        this.client = client;
        this.context = context;
        this.files = files;
    }

    /// <summary>Leaves a choice for an account's host.</summary>
    public static void Post(IAccountFiles files, ExternalPolicy choice) => files.Write(FileName, choice.ToString());

    /// <summary>What a person has chosen since this was asked last; null for nothing.</summary>
    public ExternalPolicy? TakeChoice() => files.Take(FileName) is { } text && Enum.TryParse<ExternalPolicy>(text, out var choice) ? choice : null;

    /// <summary>Acts on differences, and tells each session that trades one of their symbols, or that all is well again.</summary>
    public async Task ResolveAsync(IReadOnlyList<PositionDifference> differences, ExternalPolicy policy)
    {
        var left = new List<PositionDifference>();
        foreach (var difference in differences)
        {
            if (!await IsResolvedAsync(difference, policy)) left.Add(difference);
        }

        foreach (var session in books.Running)
        {
            var own = left.Where(d => session.Symbols.Contains(d.Symbol)).Select(d => d.ToString()).ToList();
            books.Route(session, new AccountMismatch(own.Count == 0 ? null : $"{string.Join("; ", own)}. Resolve it with 'strategyhost reconcile', and --adopt, --ignore or --flatten"));
        }
    }

    private async Task<bool> IsResolvedAsync(PositionDifference difference, ExternalPolicy policy)
    {
        if (difference.OurPrice is not null || policy == ExternalPolicy.Reduce) return false;
        var owner = books.Running.FirstOrDefault(s => s.Symbols.Contains(difference.Symbol));
        switch (policy)
        {
            case ExternalPolicy.Adopt when owner is not null && difference.AveragePrice is { } price:
                books.Route(owner, new PositionAdopted(difference.Symbol, difference.Quantity, price, context.Now));
                context.Write(LogLevel.Warning, $"{difference}: {owner.Deployment} takes the difference over");
                return true;
            case ExternalPolicy.Ignore:
                books.External.Set(difference.Symbol, difference.AtBroker - difference.Ours);
                context.Write(LogLevel.Warning, $"{difference}: the difference is left alone");
                return true;
            case ExternalPolicy.Flatten:
                await FlattenAsync(difference);
                return false;
            default:
                return false;
        }
    }

    /// <summary>Closes a quantity that is nobody's. The order has a client id of its own; while it works, no second one is sent.</summary>
    private async Task FlattenAsync(PositionDifference difference)
    {
        if (flattening.TryGetValue(difference.Symbol, out var id) && await client.AskAsync((t, token) => t.FindAsync(id, token), context.Stop) is { } earlier && OrderLife.IsOpen(earlier.Status)) return;
        flattening[difference.Symbol] = id = NextId();
        var side = difference.Quantity > 0 ? Side.Sell : Side.Buy;
        var ticket = new OrderTicket(id, difference.Symbol, side, Math.Abs(difference.Quantity), OrderType.Market, null, null, TimeInForce.Day);
        if (!client.Trading.Capabilities.TimesInForce.Contains(TimeInForceKind.Day)) ticket = ticket with { TimeInForce = TimeInForce.GoodTillCancelled };
        context.Write(LogLevel.Warning, string.Create(CultureInfo.InvariantCulture, $"{difference}: {side} {ticket.Quantity:0.########} {difference.Symbol} at the market closes it"));
        await client.SendAsync((t, token) => t.SubmitAsync(ticket, token), RequestPriority.Reducing, context.Stop);
    }

    /// <summary>A client id that no other order has: the time in hexadecimal digits, and two orders never have the same.</summary>
    private string NextId()
    {
        latestId = Math.Max(latestId + 1, context.Now.Ticks);
        return FormattableString.Invariant($"X{latestId:X16}");
    }
}
