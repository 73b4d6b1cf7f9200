using System.Globalization;
using System.Text.Json;

namespace StrategyHost.Live.Brokers;

/// <summary>The host that trades on an account, as it writes itself down beside its lease.</summary>
/// <param name="ProcessId">Its process.</param>
/// <param name="Machine">The machine that it runs on.</param>
/// <param name="Since">When it took the account, UTC.</param>
/// <param name="State">The folder of its state.</param>
/// <param name="Account">What it calls the account.</param>
internal sealed record AccountOwner(int ProcessId, string Machine, DateTime Since, string State, string Account)
{
    /// <summary>Whether it is this process.</summary>
    public bool IsThisProcess => ProcessId == Environment.ProcessId && Machine == Environment.MachineName;

    /// <summary>This process as an account's owner.</summary>
    public static AccountOwner ThisProcess(string account, string state, TimeProvider clock) =>
        new(Environment.ProcessId, Environment.MachineName, clock.GetUtcNow().UtcDateTime, Path.GetFullPath(state), account);

    /// <summary>The owner that a file names; null when there is no file, or none that can be read.</summary>
    public static AccountOwner? Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<AccountOwner>(File.ReadAllText(path));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture,
            $"process {ProcessId} on {Machine} since {Since:yyyy-MM-dd HH:mm:ss}Z, with its state in {State}");
}
