using Polly;
using Polly.Retry;
using StrategyHost.Live.Deployments;
using StrategyHost.Live.Journaling;
using StrategyHost.Live.Notices;
using StrategyHost.Live.Sessions;
using StrategyHost.Plugins;

namespace StrategyHost.Live.Brokers;

/// <summary>The accounts of a host: each is connected when the first deployment asks for it, and shared by all that do.</summary>
public sealed class BrokerAccounts : IAsyncDisposable
{
    private readonly string folder;
    private readonly string state;
    private readonly DeploymentParts parts;
    private readonly Action<string, LogLevel, string> tell;
    private readonly Dictionary<string, Task<BrokerAccount>> open = new(StringComparer.Ordinal);
    private readonly List<AccountLease> leases = [];
    private readonly HashSet<string> unreadable = new(StringComparer.Ordinal);
    private readonly Lock gate = new();

    /// <summary>The accounts of a host.</summary>
    /// <param name="folder">The folder with accounts, a file each.</param>
    /// <param name="state">The folder in which all deployments keep their state.</param>
    /// <param name="parts">What loads plugins.</param>
    /// <param name="tell">Takes lines for people, with the account's name.</param>
    public BrokerAccounts(string folder, string state, DeploymentParts parts, Action<string, LogLevel, string> tell)
    {
        this.folder = folder;
        this.state = state;
        this.parts = parts;
        this.tell = tell;
    }

    /// <summary>The folder of an account's state.</summary>
    public static string StateOf(string state, string account) => Path.Combine(state, "accounts", account);

    /// <summary>The orders at brokers that no session looks after, as the hosts of accounts saw them last; accounts without any are left
    /// out.</summary>
    /// <param name="state">The folder in which all deployments keep their state.</param>
    public static IReadOnlyList<ExternalOrdersSeen> ExternalIn(string state) => ExternalOrders.In(state);

    /// <summary>Leaves a person's choice about what an account has that is nobody's; the host that runs the account acts on it.</summary>
    /// <returns>Whether a host runs it: one that is started later acts on it then.</returns>
    /// <exception cref="DeploymentException">The account has never been used.</exception>
    public static bool Choose(string state, string account, AccountChoice choice)
    {
        string own = StateOf(state, account);
        if (!Directory.Exists(own))
            throw new DeploymentException($"There is no account {account} in {state}: no deployment has traded on it.");
        MismatchResolver.Post(new AccountFolder(own), choice);
        return AccountLease.IsTaken(own);
    }

    /// <summary>What came of the choice that was left last, for people; null while it has not been acted on.</summary>
    public static string? TakeOutcome(string state, string account) =>
        MismatchResolver.TakeAnswer(new AccountFolder(StateOf(state, account)));

    /// <summary>The account with a name, connected.</summary>
    /// <exception cref="DeploymentException">Its file says what cannot be, another host trades on it, or its plugin does not
    /// trade.</exception>
    /// <exception cref="BrokerException">The broker refuses the connection.</exception>
    public Task<BrokerAccount> OpenAsync(string name, CancellationToken cancellation)
    {
        lock (gate)
        {
            if (open.TryGetValue(name, out var known) && !known.IsFaulted && !known.IsCanceled) return known;
            return open[name] = ConnectAsync(AccountFile.Read(folder, name), cancellation);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        List<Task<BrokerAccount>> all;
        lock (gate) all = [.. open.Values];
        foreach (var account in all.Where(a => a.IsCompletedSuccessfully)) await (await account).DisposeAsync();
        lock (gate)
        {
            foreach (var lease in leases) lease.Dispose();
            leases.Clear();
        }
    }

    private async Task<BrokerAccount> ConnectAsync(AccountSpec spec, CancellationToken cancellation)
    {
        var use = new PluginUse(spec.Plugin, spec.ResolvedSettings, spec.Name, Path.Combine(StateOf(state, spec.Name), "plugin"),
            text => Warn(spec.Name, text))
        {
            InClear = SettingValues.InClear(spec.Settings)
        };
        var lease = AccountLease.Take(AccountOwner.ThisProcess(spec.Name, state, parts.Clock), StateOf(state, spec.Name),
            parts.AccountKeyOf?.Invoke(use), AccountLease.Folder, text => Warn(spec.Name, text));
        try
        {
            var account = await ConnectAsync(spec, use, cancellation);
            lock (gate) leases.Add(lease);
            return account;
        }
        catch
        {
            lease.Dispose();
            throw;
        }
    }

    private async Task<BrokerAccount> ConnectAsync(AccountSpec spec, PluginUse use, CancellationToken cancellation)
    {
        var (plugin, settings) = parts.Plugin(use);
        try
        {
            var outage =
                new Outage(parts.Clock, (text, isOver) => Tell(spec.Name, isOver ? NoticeKind.Reconnect : NoticeKind.Disconnect, text));
            var pipeline = new ResiliencePipelineBuilder { TimeProvider = parts.Clock }.AddRetry(new RetryStrategyOptions
            {
                ShouldHandle =
                    new PredicateBuilder().Handle<BrokerException>(e => e.Error is BrokerError.Unavailable or BrokerError.RateLimited),
                MaxRetryAttempts = int.MaxValue,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = TimeSpan.FromSeconds(0.5),
                MaxDelay = TimeSpan.FromSeconds(30),
                OnRetry = failed =>
                {
                    if (failed.AttemptNumber == 0)
                        tell(spec.Name, LogLevel.Warning,
                            $"{failed.Outcome.Exception?.Message.TrimEnd('.')}. It is tried again until it works.");
                    outage.Fail(failed.Outcome.Exception?.Message ?? "");
                    return default;
                },
            }).Build();
            await pipeline.ExecuteAsync(async token => await plugin.ConnectAsync(settings, token), cancellation);
            outage.End();
            var trading = plugin.Trading
                ?? throw new DeploymentException(
                    $"The account {spec.Name} is to be traded by the plugin {spec.Plugin}, which does not trade with these settings.");
            var account = new BrokerAccount(plugin, trading, new AccountFolder(StateOf(state, spec.Name)),
                prefix => Resting(spec.Name, prefix),
                new AccountUse(spec, parts.Clock, new Random(Environment.ProcessId), (level, line) => tell(spec.Name, level, line))
                {
                    Notices = parts.Notices,
                    OrderPath = parts.OrderPath,
                    StandingOf = (deployment, prefix) => StandingOf(state, deployment, prefix),
                });
            account.Start();
            return account;
        }
        catch
        {
            await plugin.DisposeAsync();
            throw;
        }
    }

    private void Warn(string account, string text) => Tell(account, NoticeKind.Warning, text);

    private void Tell(string account, NoticeKind kind, string text)
    {
        tell(account, LogLevel.Warning, text);
        parts.Notices?.Invoke(new Notice(kind, $"account {account}", parts.Clock.GetUtcNow().UtcDateTime, text));
    }

    /// <summary>The books of the sessions that have not ended, trade on an account, and are not the one that asks.</summary>
    private Dictionary<string, SessionLedger> Resting(string account, string asking)
    {
        var resting = new Dictionary<string, SessionLedger>(StringComparer.Ordinal);
        foreach (var path in Directory.EnumerateDirectories(state).Select(d => Path.Combine(d, "journal.db")).Where(File.Exists))
        {
            try
            {
                foreach (var (prefix, ledger) in RestingIn(path, account, asking)) resting.Add(prefix, ledger);
            }
            catch (JournalException failure)
            {
                bool isNew;
                lock (gate) isNew = unreadable.Add(path);
                if (isNew)
                    Warn(account,
                        $"what {Path.GetFileName(Path.GetDirectoryName(path))} holds is not known, and is nobody's where it is on this "
                            + $"account: {failure.Message}");
            }
        }

        return resting;
    }

    /// <summary>How it stands with a session that neither runs nor rests.</summary>
    internal static SessionStanding StandingOf(string state, string deployment, string prefix)
    {
        string path = Path.Combine(state, deployment, "journal.db");
        if (!File.Exists(path)) return SessionStanding.PutAside;
        try
        {
            using var journal = Journal.OpenToRead(path);
            return prefix.StartsWith(journal.Origin, StringComparison.Ordinal) ? SessionStanding.Over : SessionStanding.PutAside;
        }
        catch (JournalException)
        {
            return SessionStanding.Unreadable;
        }
    }

    private static List<(string Prefix, SessionLedger Ledger)> RestingIn(string path, string account, string asking)
    {
        using var journal = new Journal(path);
        string name = Path.GetFileName(Path.GetDirectoryName(path))!;
        var resting = new List<(string, SessionLedger)>();
        foreach (var session in journal.Sessions().Where(s => s.Ended is null && s.DeploymentOf(name).Account == account))
        {
            string prefix = BrokerSession.PrefixOf(journal.Origin, session.Id);
            if (prefix == asking) continue;
            var ledger = new SessionLedger();
            foreach (var happened in journal.Events(session.Id))
            {
                if (happened.Broker is { } said) ledger.Take(said);
            }

            resting.Add((prefix, ledger));
        }

        return resting;
    }
}
