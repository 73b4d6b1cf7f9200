using System.Globalization;
using System.Text.Json;

namespace StrategyHost.Live.Brokers;

/// <summary>Tells who made an order, by its client id: an account remembers for ever with what the client ids of its sessions
/// begin. Safe for several threads.</summary>
internal sealed class OrderOrigins
{
    private const string FileName = "prefixes.json";

    private readonly Lock gate = new();
    private readonly IAccountFiles files;
    private readonly SessionBooks books;
    private readonly Func<string, string, SessionStanding> standingOf;
    private readonly Dictionary<string, string> deployments;

    /// <summary>The origins of an account's orders.</summary>
    /// <param name="files">The account's files.</param>
    /// <param name="books">The sessions that run or rest.</param>
    /// <param name="standingOf">How it stands with a session that does neither, by its deployment and prefix.</param>
    public OrderOrigins(IAccountFiles files, SessionBooks books, Func<string, string, SessionStanding> standingOf)
    {
        this.files = files;
        this.books = books;
        this.standingOf = standingOf;
        deployments = files.Read(FileName) is { } text ? JsonSerializer.Deserialize<Dictionary<string, string>>(text)! : [];
    }

    /// <summary>Remembers what the client ids of a session begin with.</summary>
    public void Remember(string prefix, string deployment)
    {
        lock (gate)
        {
            if (deployments.TryAdd(prefix, deployment)) files.Write(FileName, JsonSerializer.Serialize(deployments));
        }
    }

    /// <summary>Who made an order; null where a session that runs or rests looks after it.</summary>
    public OrderOrigin? Of(string? clientId)
    {
        if (clientId is null) return new OrderOrigin(null, null, "made by hand");
        if (PrefixOf(clientId) is not var (prefix, deployment))
            return new OrderOrigin(null, null, MismatchResolver.IsClosing(clientId)
                ? "which closes what no deployment has bought" : "made by hand or by another program");
        if (books.LooksAfter(prefix, clientId)) return null;
        long? session = NumberOf(prefix);
        string made = session is { } number
            ? string.Create(CultureInfo.InvariantCulture, $"of session {number} of {deployment}") : $"of {deployment}";
        return (books.IsRunning(prefix) ? null : (SessionStanding?)standingOf(deployment, prefix)) switch
        {
            null => new OrderOrigin(deployment, session, $"{made}, whose journal does not know it") { MayBeCancelled = true },
            SessionStanding.Over => new OrderOrigin(deployment, session, $"{made}, which is over") { MayBeCancelled = true },
            SessionStanding.PutAside => new OrderOrigin(deployment, session, $"{made}, whose journal was put aside")
            {
                MayBeCancelled = true
            },
            _ => new OrderOrigin(deployment, session, $"{made}, whose journal cannot be read"),
        };
    }

    private (string Prefix, string Deployment)? PrefixOf(string clientId)
    {
        lock (gate)
        {
            foreach (var (prefix, deployment) in deployments)
            {
                if (clientId.StartsWith(prefix, StringComparison.Ordinal)) return (prefix, deployment);
            }

            return null;
        }
    }

    private static long? NumberOf(string prefix) =>
        prefix.Length > BrokerSession.OriginLength && long.TryParse(prefix.AsSpan(BrokerSession.OriginLength),
                NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out long number)
            ? number : null;
}
