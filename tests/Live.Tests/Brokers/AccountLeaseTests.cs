using StrategyHost.Live.Brokers;
using StrategyHost.Live.Deployments;

namespace StrategyHost.Live.Tests.Brokers;

/// <summary>Who may trade on an account. Two processes, and kills, are in the acceptance tests.</summary>
public sealed class AccountLeaseTests : IDisposable
{
    private readonly Workshop workshop = new();
    private readonly List<string> warnings = [];
    private readonly HandClock clock = new();

    public void Dispose() => workshop.Dispose();

    private AccountLease Take(string account, string state, string? key = "broker-1", string keys = "keys") =>
        AccountLease.Take(AccountOwner.ThisProcess(account, workshop[state], clock), BrokerAccounts.StateOf(workshop[state], account), key,
            workshop[keys], warnings.Add);

    private string Refusal(string account, string state) => Assert.Throws<DeploymentException>(() => Take(account, state)).Message;

    /// <summary>Makes the owner of a lease another process.</summary>
    private static void Pretend(string file) =>
        File.WriteAllText(file,
            File.ReadAllText(file).Replace($"\"ProcessId\":{Environment.ProcessId}", "\"ProcessId\":4711", StringComparison.Ordinal));

    [Fact]
    public void A_second_host_is_refused_with_a_sentence_that_names_the_first()
    {
        using var first = Take("main", "state");
        Pretend(workshop["state/accounts/main/lease.json"]);
        Assert.Equal(
            $"Another host trades on the account main already: process 4711 on {Environment.MachineName} since 2024-01-01 00:00:00Z, "
                + $"with its state in {workshop["state"]}. Two would trade against each other: stop that one first.",
            Refusal("main", "state"));
    }

    [Fact]
    public void A_host_with_another_state_folder_is_refused_on_the_same_account_at_the_broker()
    {
        using var first = Take("main", "state");
        Pretend(workshop["keys/broker-1.json"]);
        Assert.Contains($", which calls it main: process 4711 on {Environment.MachineName}", Refusal("other", "elsewhere"),
            StringComparison.Ordinal);
        using var free = Take("third", "elsewhere", "broker-2");
    }

    [Fact]
    public void Two_accounts_of_one_host_that_are_one_at_the_broker_are_refused()
    {
        using var first = Take("main", "state");
        Assert.Contains("The accounts main and other are the same account at the broker", Refusal("other", "state"),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_refusal_leaves_nothing_locked()
    {
        using (var first = Take("main", "state")) Refusal("other", "elsewhere");
        using var second = Take("other", "elsewhere");
        using var third = Take("main", "state", "broker-2");
    }

    [Fact]
    public void What_a_killed_host_has_left_is_taken_over_without_a_word()
    {
        Take("main", "state").Dispose();
        Assert.False(File.Exists(workshop["state/accounts/main/lease.json"]));
        File.WriteAllText(workshop["state/accounts/main/lease.json"],
            """{"ProcessId":4711,"Machine":"m","Since":"2024-01-01T00:00:00Z","State":"s","Account":"main"}""");
        File.WriteAllText(workshop["keys/broker-1.json"], "torn");
        using var lease = Take("main", "state");
        Assert.Empty(warnings);
        Assert.Equal(Environment.ProcessId, AccountOwner.Read(workshop["keys/broker-1.json"])!.ProcessId);
    }

    [Fact]
    public void An_owner_that_cannot_be_read_refuses_all_the_same()
    {
        using var first = Take("main", "state");
        File.WriteAllText(workshop["state/accounts/main/lease.json"], "torn");
        Assert.StartsWith("Another host trades on the account main already, and two", Refusal("main", "state"), StringComparison.Ordinal);
    }

    [Fact]
    public void Where_keys_cannot_be_kept_it_is_said_and_the_state_folder_is_still_locked()
    {
        File.WriteAllText(workshop["a-file"], "");
        using var first = Take("main", "state", keys: "a-file");
        Assert.Contains("STRATEGYHOST_LEASES", Assert.Single(warnings), StringComparison.Ordinal);
        Refusal("main", "state");
    }

    [Fact]
    public void Its_files_are_its_owners_alone()
    {
        if (OperatingSystem.IsWindows()) return;
        using var lease = Take("main", "state");
        foreach (var path in Directory.EnumerateFileSystemEntries(workshop["."], "*", SearchOption.AllDirectories)
            .Where(p => p != workshop.Script && !p.EndsWith("trend.csx", StringComparison.Ordinal)))
            Assert.Equal(Directory.Exists(path) ? "700" : "600", Convert.ToString((int)File.GetUnixFileMode(path), 8));
    }
}
