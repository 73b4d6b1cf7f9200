using System.Text.Json;
using StrategyHost.Live.Deployments;
using StrategyHost.Live.Files;

namespace StrategyHost.Live.Brokers;

/// <summary>
/// The right of one host to trade on an account. It is held twice, as locks on files: in the account's state folder, and in a folder of the
/// user's
/// under a key of the account at the broker, so that hosts with different state folders see each other. Both locks end with the process,
/// however
/// that ends: what a killed host has left is taken over without a word. Hosts of other users or on other machines are not seen, nor is
/// anybody
/// on a file system without locks.
/// </summary>
internal sealed class AccountLease : IDisposable
{
    /// <summary>The environment variable that names another folder for the keys of accounts.</summary>
    public const string FolderVariable = "STRATEGYHOST_LEASES";

    private const string LockName = "lease";
    private readonly List<(FileStream Lock, string Owner)> held = [];

    private AccountLease()
    {
    }

    /// <summary>
    /// Where the keys of accounts are: not in XDG_RUNTIME_DIR, since a service and a shell of one user often differ in having that.
    /// </summary>
    public static string Folder => Environment.GetEnvironmentVariable(FolderVariable) is { Length: > 0 } named
        ? named
        : OperatingSystem.IsWindows()
            ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData,
                Environment.SpecialFolderOption.DoNotVerify), "strategyhost", "leases")
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile, Environment.SpecialFolderOption.DoNotVerify),
                ".local", "state", "strategyhost", "leases");

    /// <summary>Takes an account for this process.</summary>
    /// <param name="owner">This process.</param>
    /// <param name="accountFolder">The folder of the account's state.</param>
    /// <param name="key">What tells the account at the broker from all others; null when that is not known.</param>
    /// <param name="keys">The folder of keys.</param>
    /// <param name="warn">Takes a sentence when that folder cannot be used: the account is then taken in its state folder alone.</param>
    /// <exception cref="DeploymentException">Another host has it; the message names that host.</exception>
    public static AccountLease Take(AccountOwner owner, string accountFolder, string? key, string keys, Action<string> warn)
    {
        var lease = new AccountLease();
        try
        {
            PrivateFiles.MakeFolder(accountFolder);
            lease.Lock(Path.Combine(accountFolder, LockName), owner);
            if (key is not null && IsUsable(keys, warn)) lease.Lock(Path.Combine(keys, key), owner);
            return lease;
        }
        catch
        {
            lease.Dispose();
            throw;
        }
    }

    /// <summary>Whether a host has an account.</summary>
    /// <param name="accountFolder">The folder of the account's state.</param>
    public static bool IsTaken(string accountFolder) => PrivateFiles.IsHeld(Path.Combine(accountFolder, LockName));

    /// <summary>Gives the account up.</summary>
    public void Dispose()
    {
        foreach (var (file, owner) in held)
        {
            // The file of the lock stays: where it were removed, two hosts could lock two files of that name.
            File.Delete(owner);
            file.Dispose();
        }

        held.Clear();
    }

    private static bool IsUsable(string keys, Action<string> warn)
    {
        try
        {
            PrivateFiles.MakeFolder(keys);
            string probe = Path.Combine(keys, FormattableString.Invariant($".probe-{Environment.ProcessId}"));
            PrivateFiles.Open(probe, FileMode.Create, FileAccess.Write, FileShare.ReadWrite).Dispose();
            File.Delete(probe);
            return true;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            warn($"Another host that trades on this account with another state folder would not be noticed: "
                + $"{failure.Message.TrimEnd('.')}. Name a folder that can be written in the environment variable {FolderVariable}.");
            return false;
        }
    }

    private void Lock(string path, AccountOwner owner)
    {
        FileStream file;
        try
        {
            file = PrivateFiles.Open(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.None);
        }
        catch (IOException taken) when (PrivateFiles.IsLocked(taken))
        {
            throw new DeploymentException(RefusalOf(owner, AccountOwner.Read(path + ".json")), taken);
        }

        held.Add((file, path + ".json"));
        PrivateFiles.Write(path + ".json", JsonSerializer.Serialize(owner));
    }

    private static string RefusalOf(AccountOwner wanting, AccountOwner? first)
    {
        if (first is null)
            return $"Another host trades on the account {wanting.Account} already, and two would trade against each other: stop that "
                + $"one first.";
        if (first.IsThisProcess)
            return $"The accounts {first.Account} and {wanting.Account} are the same account at the broker: let all deployments that "
                + $"trade on it name one of them.";
        string known = first.Account == wanting.Account ? "" : $", which calls it {first.Account}";
        return $"Another host trades on the account {wanting.Account} already{known}: {first}. Two would trade against each other: stop "
            + $"that one first.";
    }
}
