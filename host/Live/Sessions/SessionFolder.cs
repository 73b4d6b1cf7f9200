using System.Globalization;

namespace StrategyHost.Live.Sessions;

/// <summary>The folder of a deployment's state: its journal, and for each session the script as it was when the session began.</summary>
internal sealed class SessionFolder : IDisposable
{
    private readonly FileStream? claim;

    /// <summary>Claims the folder for this process; the claim ends with the process, however that ends.</summary>
    /// <exception cref="Deployments.DeploymentException">Another process has it.</exception>
    public SessionFolder(string state, string deployment)
    {
        Path = System.IO.Path.Combine(state, deployment);
        Directory.CreateDirectory(Path);
        try
        {
            claim = new FileStream(System.IO.Path.Combine(Path, "claim"), FileMode.OpenOrCreate, FileAccess.Write, FileShare.None);
        }
        catch (IOException taken)
        {
            throw new Deployments.DeploymentException($"{deployment} runs already: another host has claimed {Path}. Stop that one first, or name another folder with --state.", taken);
        }
    }

    public string Path { get; }

    public string Journal => System.IO.Path.Combine(Path, "journal.db");

    public string Of(long session) => System.IO.Path.Combine(Path, string.Create(CultureInfo.InvariantCulture, $"session-{session}"));

    /// <summary>Keeps a script with what it loads for a session.</summary>
    public void Keep(long session, DeployedScript script)
    {
        string from = System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(script.Path))!;
        foreach (var file in script.Files)
        {
            string to = System.IO.Path.Combine(Of(session), "script", System.IO.Path.GetRelativePath(from, file));
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(to)!);
            File.Copy(file, to, overwrite: true);
        }
    }

    /// <summary>Where a session's script is kept.</summary>
    public string KeptScript(long session, string script) => System.IO.Path.Combine(Of(session), "script", System.IO.Path.GetFileName(script));

    public void Dispose() => claim?.Dispose();
}
