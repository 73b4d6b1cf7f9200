using System.Text.Json;

namespace StrategyHost.Live.Brokers;

/// <summary>
/// Which deployments of an account trade which symbols, or have lately: an exchange that ends orders which only reduce looks at the whole
/// account's position. It is kept from one run of the host to the next, so that it is known at a start before the other deployments have
/// been taken up. Whoever uses it sees to it that one thread does at a time.
/// </summary>
internal sealed class SymbolTraders
{
    private const string FileName = "traders.json";

    /// <summary>At a start those are forgotten that had stopped trading so long before the latest that were known began.</summary>
    public static readonly TimeSpan Remembered = TimeSpan.FromDays(1);
    private readonly IAccountFiles files;
    private readonly TimeProvider clock;
    private readonly Dictionary<string, DateTime> latest = [];
    private readonly HashSet<string> ofThisRun = [];

    /// <summary>What an account's files have of it.</summary>
    /// <param name="files">The account's files.</param>
    /// <param name="clock">What the time is.</param>
    public SymbolTraders(IAccountFiles files, TimeProvider clock)
    {
        this.files = files;
        this.clock = clock;
        if (files.Read(FileName) is not { } text) return;
        var known = JsonSerializer.Deserialize<Dictionary<string, DateTime>>(text)!;
        foreach (var (key, time) in known.Where(k => known.Values.Max() - k.Value <= Remembered)) latest[key] = time;
    }

    /// <summary>Remembers that a session trades symbols.</summary>
    /// <param name="symbols">The symbols.</param>
    /// <param name="prefix">With what its client ids begin.</param>
    public void Add(IReadOnlyCollection<string> symbols, string prefix)
    {
        ofThisRun.UnionWith(symbols.Select(s => KeyOf(s, prefix)));
        var now = clock.GetUtcNow().UtcDateTime;
        foreach (var key in ofThisRun) latest[key] = now;
        files.Write(FileName, JsonSerializer.Serialize(latest));
    }

    /// <summary>Whether another deployment than that of a session trades a symbol, or has lately.</summary>
    public bool HasOther(string symbol, string prefix)
    {
        string ending = $" {symbol}", own = KeyOf(symbol, prefix);
        foreach (var key in latest.Keys)
        {
            if (key.EndsWith(ending, StringComparison.Ordinal) && key != own) return true;
        }

        return false;
    }

    /// <summary>A deployment's sessions are one: what their prefixes begin with is its journal's own.</summary>
    private static string KeyOf(string symbol, string prefix) => $"{BrokerSession.OriginOf(prefix)} {symbol}";
}
