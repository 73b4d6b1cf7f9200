using System.Text.Json;
using StrategyHost.Live.Files;

namespace StrategyHost.Live.Sessions;

/// <summary>Why a deployment has failed, kept in the folder of its state until it runs again.</summary>
/// <param name="Time">When, in the host's time, UTC.</param>
/// <param name="Sentence">What went wrong.</param>
public sealed record SessionFault(DateTime Time, string Sentence)
{
    private const string FileName = "fault.json";

    /// <summary>Keeps it, where the deployment has a folder.</summary>
    /// <param name="state">The folder in which all deployments keep their state.</param>
    /// <param name="deployment">The deployment.</param>
    public void Keep(string state, string deployment)
    {
        string folder = Path.Combine(state, deployment);
        if (!Directory.Exists(folder)) return;
        try
        {
            using var file = PrivateFiles.Open(Path.Combine(folder, FileName), FileMode.Create, FileAccess.Write, FileShare.Read);
            JsonSerializer.Serialize(file, this);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // The log has it too: a full disk is often what went wrong.
        }
    }

    /// <summary>What is kept in a deployment's folder; null for nothing.</summary>
    public static SessionFault? In(string folder)
    {
        try
        {
            return JsonSerializer.Deserialize<SessionFault>(File.ReadAllText(Path.Combine(folder, FileName)));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Forgets it: the deployment runs again.</summary>
    internal static void Forget(string folder) => File.Delete(Path.Combine(folder, FileName));
}
