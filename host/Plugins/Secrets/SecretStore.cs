using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.DependencyInjection;

namespace StrategyHost.Plugins.Secrets;

/// <summary>
/// Secrets of one user of a machine, encrypted at rest with ASP.NET Core's data protection. The ring of keys and the secrets stand in
/// a folder of the user's profile that nobody else may read. Several processes can use it; each sees what the others have kept.
/// </summary>
/// <param name="folder">The folder. It is made when the first secret is kept.</param>
public sealed class SecretStore(string folder)
{
    /// <summary>The environment variable that names another folder.</summary>
    public const string FolderVariable = "STRATEGYHOST_SECRETS";

    private const string Application = "strategyhost";
    private const string RightsOfOthers = "Only its owner may have rights to it";
    private const UnixFileMode Own = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnFolder = Own | UnixFileMode.UserExecute;
    private readonly string path = Path.Combine(folder, "secrets.json");

    /// <summary>The folder of this process's user.</summary>
    public static string DefaultFolder => Environment.GetEnvironmentVariable(FolderVariable) is { Length: > 0 } named
        ? named
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile, Environment.SpecialFolderOption.DoNotVerify),
            ".strategyhost");

    /// <summary>When a secret was kept or removed last, UTC; null when none ever was.</summary>
    public DateTime? Changed => File.Exists(path) ? File.GetLastWriteTimeUtc(path) : null;

    /// <summary>The names of all secrets, in order.</summary>
    /// <exception cref="SecretException">Others may read the folder, or the file is broken.</exception>
    public IReadOnlyList<string> Names() => [.. Read().Keys];

    /// <summary>A secret; null when there is none of that name.</summary>
    /// <exception cref="SecretException">Others may read the folder, or its key is gone.</exception>
    public string? Find(string name) => Read().TryGetValue(name, out var kept) ? Open(ProtectorOf(Provider(), name), name, kept) : null;

    /// <summary>Keeps a secret, in place of one of that name.</summary>
    /// <exception cref="SecretException">The name cannot be one, or the folder cannot be written or is open to others.</exception>
    public void Set(string name, string value)
    {
        if (name.Length == 0 || name.Any(c => !char.IsAsciiLetterOrDigit(c) && c is not ('.' or '-' or '_')))
            throw new SecretException(
                $"A secret cannot be called '{name}': use letters, digits, dots and dashes, such as etrade.consumer-key.");
        if (value.Length == 0) throw new SecretException($"There is no value for the secret {name}.");
        var all = Read();
        Make();
        all[name] = ProtectorOf(Provider(), name).Protect(value);
        Write(all);
    }

    /// <summary>Removes a secret.</summary>
    /// <returns>Whether there was one of that name.</returns>
    public bool Remove(string name)
    {
        var all = Read();
        if (!all.Remove(name)) return false;
        Write(all);
        return true;
    }

    /// <summary>Makes a new key, encrypts every secret with it, and destroys the keys of before.</summary>
    /// <returns>How many secrets there are.</returns>
    /// <exception cref="SecretException">A secret cannot be read.</exception>
    public int Rotate()
    {
        var all = Read();
        Make();
        var before = Provider();
        var open = all.ToDictionary(s => s.Key, s => Open(ProtectorOf(before, s.Key), s.Key, s.Value));
        var keys = Services().GetRequiredService<IKeyManager>();
        var now = TimeProvider.System.GetUtcNow();
        var made = keys.CreateNewKey(now, now.AddDays(90));
        var after = Provider();
        Write(new SortedDictionary<string, string>(open.ToDictionary(s => s.Key, s => ProtectorOf(after, s.Key).Protect(s.Value)),
            StringComparer.Ordinal));
        foreach (var old in Directory.EnumerateFiles(Keys)
            .Where(f => !f.Contains(made.KeyId.ToString(), StringComparison.OrdinalIgnoreCase))) File.Delete(old);
        return open.Count;
    }

    private string Keys => Path.Combine(folder, "keys");

    private static IDataProtector ProtectorOf(IDataProtectionProvider provider, string name) => provider.CreateProtector("secret", name);

    private static string Open(IDataProtector protector, string name, string kept)
    {
        try
        {
            return protector.Unprotect(kept);
        }
        catch (CryptographicException failure)
        {
            throw new SecretException(
                $"The secret {name} cannot be read, since the key that it was kept with is gone: keep it again with 'strategyhost "
                    + $"secrets set {name}'.", failure);
        }
    }

    private IDataProtectionProvider Provider() => Services().GetRequiredService<IDataProtectionProvider>();

    private ServiceProvider Services()
    {
        var services = new ServiceCollection();
        var protection = services.AddDataProtection().SetApplicationName(Application).PersistKeysToFileSystem(new DirectoryInfo(Keys));
        if (OperatingSystem.IsWindows()) protection.ProtectKeysWithDpapi();
        return services.BuildServiceProvider();
    }

    private SortedDictionary<string, string> Read()
    {
        if (!File.Exists(path)) return new SortedDictionary<string, string>(StringComparer.Ordinal);
        Check(folder);
        Check(path);
        try
        {
            return new SortedDictionary<string, string>(JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(path))
                ?? [], StringComparer.Ordinal);
        }
        catch (Exception failure) when (failure is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new SecretException($"The secrets in {path} cannot be read: {failure.Message}", failure);
        }
    }

    /// <summary>Writes all secrets: the old file stands until the new one is whole.</summary>
    private void Write(SortedDictionary<string, string> all)
    {
        string next = path + ".new";
        try
        {
            File.Delete(next);
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = Own;
            using (var file = new FileStream(next, options))
            {
                JsonSerializer.Serialize(file, all);
                file.Flush(flushToDisk: true);
            }

            File.Move(next, path, overwrite: true);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new SecretException($"The secrets in {path} cannot be written: {failure.Message}", failure);
        }
    }

    private void Make()
    {
        try
        {
            if (!OperatingSystem.IsWindows()) Directory.CreateDirectory(folder, OwnFolder);
            else Directory.CreateDirectory(folder);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new SecretException($"The folder {folder} for secrets cannot be made: {failure.Message}", failure);
        }

        Check(folder);
    }

    private static void Check(string path)
    {
        if (OperatingSystem.IsWindows()) return;
        var others = File.GetUnixFileMode(path) & ~OwnFolder;
        if (others != 0)
            throw new SecretException(
                $"{path} is open to other users ({others}). {RightsOfOthers}: run 'chmod {(Directory.Exists(path) ? "700" : "600")} "
                    + $"{path}', and change the secrets that were in it.");
    }
}
