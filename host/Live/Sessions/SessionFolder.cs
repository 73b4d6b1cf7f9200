using System.Globalization;
using StrategyHost.Live.Files;

namespace StrategyHost.Live.Sessions;

/// <summary>The folder of a deployment's state: its journal, and for each session the script as it was when the session began.</summary>
internal sealed class SessionFolder
{
    private const string SessionName = "session-";
    private readonly string deployment;

    /// <summary>The folder of a deployment; made when it is claimed, where it is missing.</summary>
    public SessionFolder(string state, string deployment)
    {
        this.deployment = deployment;
        Path = System.IO.Path.Combine(state, deployment);
    }

    public string Path { get; }

    public string Journal => System.IO.Path.Combine(Path, "journal.db");

    /// <summary>Whether a deployment has kept state here.</summary>
    public bool Exists => File.Exists(Journal) || File.Exists(ClaimIn(Path));

    /// <summary>The number of the latest session whose script is kept; 0 for none.</summary>
    public long Latest => Directory.EnumerateDirectories(Path, SessionName + "*")
        .Select(d => long.TryParse(System.IO.Path.GetFileName(d).AsSpan(SessionName.Length), out long number) ? number : 0)
        .DefaultIfEmpty(0).Max();

    public string Of(long session) => System.IO.Path.Combine(Path, string.Create(CultureInfo.InvariantCulture, $"{SessionName}{session}"));

    /// <summary>Claims the folder for this process, which may then write; the claim ends with the process, however that ends.</summary>
    /// <exception cref="Deployments.DeploymentException">Another process has it, or it cannot be written.</exception>
    public IDisposable Claim()
    {
        try
        {
            PrivateFiles.MakeFolder(Path);
            return PrivateFiles.Open(ClaimIn(Path), FileMode.OpenOrCreate, FileAccess.Write, FileShare.None);
        }
        catch (IOException taken) when (PrivateFiles.IsLocked(taken))
        {
            throw new Deployments.DeploymentException(
                $"{deployment} runs already: another host has claimed {Path}. Stop that one first, or name another folder with --state.",
                taken);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new Deployments.DeploymentException(
                $"{deployment} cannot keep its state in {Path}: {failure.Message.TrimEnd('.')}. See to it that the folder can be written, "
                    + $"or name another one with --state.", failure);
        }
    }

    /// <summary>Whether a process has claimed a folder. Nothing in it is changed.</summary>
    /// <exception cref="IOException">That cannot be told.</exception>
    /// <exception cref="UnauthorizedAccessException">That cannot be told.</exception>
    public static bool IsClaimed(string folder) => PrivateFiles.IsHeld(ClaimIn(folder));

    /// <summary>Keeps a version of a script, with what it loads.</summary>
    /// <param name="session">The session.</param>
    /// <param name="script">The script.</param>
    /// <param name="number">The version: 0 for that with which the session begins.</param>
    /// <returns>Where it is kept.</returns>
    public string Keep(long session, DeployedScript script, int number = 0)
    {
        string from = System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(script.Path))!;
        foreach (var file in script.Files)
        {
            string to = System.IO.Path.Combine(Versions(session, number), System.IO.Path.GetRelativePath(from, file));
            PrivateFiles.MakeFolder(System.IO.Path.GetDirectoryName(to)!);
            PrivateFiles.Copy(file, to);
        }

        return KeptScript(session, script.Path, number);
    }

    /// <summary>Where a version of a session's script is kept.</summary>
    public string KeptScript(long session, string script, int number = 0) =>
        System.IO.Path.Combine(Versions(session, number), System.IO.Path.GetFileName(script));

    private static string ClaimIn(string folder) => System.IO.Path.Combine(folder, "claim");

    private string Versions(long session, int number) =>
        System.IO.Path.Combine(Of(session), string.Create(CultureInfo.InvariantCulture, $"script-{number}"));
}
