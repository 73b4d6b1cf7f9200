using System.Globalization;
using StrategyHost.Engine.Venues.Broker;
using StrategyHost.Live.Notices;
using StrategyHost.Plugins;

namespace StrategyHost.Live.Brokers;

/// <summary>Acts on what a comparison could not explain, by the account's policy or a person's choice.</summary>
internal sealed class MismatchResolver
{
    private const string FileName = "choice";
    private const string AnswerName = "answer";

    /// <summary>Client ids of orders that close what is nobody's begin with this, and are so long.</summary>
    private const string ClosingPrefix = "X";
    private const int ClosingLength = 17;
    private readonly SessionBooks books;
    private readonly BrokerClient client;
    private readonly AccountContext context;
    private readonly IAccountFiles files;
    private readonly Dictionary<string, Attempt> flattening = new(StringComparer.Ordinal);
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

    /// <summary>Whether a client id is that of an order which closes what is nobody's.</summary>
    public static bool IsClosing(string clientId) =>
        clientId.Length == ClosingLength && clientId.StartsWith(ClosingPrefix, StringComparison.Ordinal);

    /// <summary>Leaves a choice for an account's host.</summary>
    public static void Post(IAccountFiles files, AccountChoice choice)
    {
        files.Take(AnswerName);
        files.Write(FileName, choice.ToString());
    }

    /// <summary>What came of the choice that was left last, for people; null while it has not been acted on.</summary>
    public static string? TakeAnswer(IAccountFiles files) => files.Take(AnswerName);

    /// <summary>What a person has chosen since this was asked last; null for nothing.</summary>
    public AccountChoice? TakeChoice() => files.Take(FileName) is { } text ? AccountChoice.Parse(text) : null;

    /// <summary>Says what came of a choice.</summary>
    public void Answer(string text) => files.Write(AnswerName, text);

    /// <summary>Acts on differences, and tells each session that trades one of their symbols, or that all is well again.</summary>
    /// <returns>What came of it, for people.</returns>
    public async Task<string> ResolveAsync(IReadOnlyList<PositionDifference> differences, ExternalPolicy policy)
    {
        var left = new List<PositionDifference>();
        var outcomes = new List<string>();
        foreach (var difference in differences)
        {
            bool isResolved = await IsResolvedAsync(difference, policy);
            if (!isResolved) left.Add(difference);
            outcomes.Add($"{difference}: {OutcomeOf(policy, isResolved)}");
        }

        foreach (var session in books.Running)
        {
            if (session.Stray is { } stray)
            {
                books.Route(session, new AccountMismatch(Older(session, stray)) { Stray = stray });
                continue;
            }

            var own = left.Where(d => session.Symbols.Contains(d.Symbol)).Select(d => d.ToString()).ToList();
            books.Route(session,
                new AccountMismatch(
                    own.Count == 0
                        ? null : $"{string.Join("; ", own)}. Resolve it with 'strategyhost reconcile', and --adopt, --ignore or "
                            + $"--flatten"));
        }

        return outcomes.Count == 0 ? "it agrees with its broker" : string.Join("; ", outcomes);
    }

    private static string OutcomeOf(ExternalPolicy policy, bool isResolved) => (policy, isResolved) switch
    {
        (ExternalPolicy.Adopt, true) => "a deployment takes the difference over",
        (ExternalPolicy.Ignore, true) => "the difference is left alone",
        (ExternalPolicy.Flatten, _) => "an order at the market closes it, unless the log says why not",
        (ExternalPolicy.Reduce, _) => "it stays, and deployments that trade the symbol only make positions smaller, until --adopt, "
            + "--ignore or --flatten decides",
        _ => "it stays: no deployment can take it over, and the log says why",
    };

    /// <summary>What to do about a session whose state is a copy from before orders that the broker has.</summary>
    private string Older(BrokerSession session, string stray) =>
        $"the state of {session.Deployment} is older than the broker, which has the order {stray} of this session that its journal does "
            + $"not "
            + $"know: none of its orders is sent any more, only cancellations. Put the newest state back; or stop the host, 'strategyhost "
            + $"state archive {session.Deployment}', start the host, and 'strategyhost reconcile {context.Spec.Name} --cancel-orphans "
            + $"--adopt' cancels what works at the broker and hands what is held to the new session";

    private async Task<bool> IsResolvedAsync(PositionDifference difference, ExternalPolicy policy)
    {
        if (difference.OurPrice is not null || policy == ExternalPolicy.Reduce) return false;

        // What a newer copy of a session's state knows is nobody's only when that state is put aside.
        if (books.Running.Any(s => s.Stray is not null && s.Symbols.Contains(difference.Symbol))) return false;
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

    /// <summary>Closes a quantity that is nobody's. The order has a client id of its own; while it works, or nobody knows whether it does,
    /// no other one is sent.</summary>
    private async Task FlattenAsync(PositionDifference difference)
    {
        // 1. The order before this one has ended, or this one waits for it.
        var ticket = TicketOf(difference);
        if (flattening.TryGetValue(difference.Symbol, out var earlier))
        {
            var found = await client.AskAsync((t, token) => t.FindAsync(earlier.Ticket.ClientId, token), context.Stop);
            if (found is not null && OrderLife.IsOpen(found.Status)) return;
            if (found is null && earlier.IsUncertain)
            {
                // 2. One whose fate is unknown is sent again under its own name, where the broker refuses a second one; elsewhere a person
                // looks.
                if (!client.Trading.Capabilities.RefusesDuplicateClientIds)
                {
                    if (!earlier.IsTold)
                        context.Tell(NoticeKind.Warning, LogLevel.Error,
                            $"{difference}: nobody knows whether the order that closes it was taken, and the broker would take a second "
                                + $"one: close it by hand");
                    flattening[difference.Symbol] = earlier with { IsTold = true };
                    return;
                }

                ticket = earlier.Ticket;
            }
        }

        context.Write(LogLevel.Warning,
            string.Create(CultureInfo.InvariantCulture,
                $"{difference}: {ticket.Side} {ticket.Quantity:0.########} {difference.Symbol} at the market closes it"));
        flattening[difference.Symbol] = new Attempt(ticket, IsUncertain: true);
        try
        {
            await client.SendAsync((t, token) => t.SubmitAsync(ticket, token), RequestPriority.Reducing, context.Stop);
        }
        catch (BrokerException failure) when (failure.Error is BrokerError.OutcomeUnknown or BrokerError.DuplicateClientId)
        {
            // The next comparison looks for it.
            return;
        }
        catch (BrokerException)
        {
            flattening.Remove(difference.Symbol);
            throw;
        }

        flattening[difference.Symbol] = new Attempt(ticket, IsUncertain: false);
    }

    private OrderTicket TicketOf(PositionDifference difference)
    {
        var side = difference.Quantity > 0 ? Side.Sell : Side.Buy;
        var validity =
            client.Trading.Capabilities.TimesInForce.Contains(TimeInForceKind.Day) ? TimeInForce.Day : TimeInForce.GoodTillCancelled;
        return new OrderTicket(NextId(), difference.Symbol, side, Math.Abs(difference.Quantity), OrderType.Market, null, null, validity);
    }

    /// <summary>A client id that no other order has: the time in hexadecimal digits, and two orders never have the same.</summary>
    private string NextId()
    {
        latestId = Math.Max(latestId + 1, context.Now.Ticks);
        return FormattableString.Invariant($"{ClosingPrefix}{latestId:X16}");
    }

    /// <summary>An order that closes what is nobody's.</summary>
    /// <param name="Ticket">The order.</param>
    /// <param name="IsUncertain">Whether the broker has not said that it has it.</param>
    /// <param name="IsTold">Whether a person was told of that.</param>
    private sealed record Attempt(OrderTicket Ticket, bool IsUncertain, bool IsTold = false);
}
