using StrategyHost.Engine.Runs.Live;
using StrategyHost.Live.Journaling;

namespace StrategyHost.Live.Sessions;

/// <summary>
/// Keeps the versions of a session's script and offers them to it: each new one that the file shows, and those that a person wants back.
/// What was
/// rolled back from is not offered again until the file changes, or somebody asks for it.
/// </summary>
internal sealed class ScriptVersions : IDisposable
{
    private readonly Lock gate = new();
    private readonly SessionFolder folder;
    private readonly long session;
    private readonly string script;
    private readonly DeploymentParts parts;
    private readonly Action<int, DeployedScript> offer;
    private readonly Action<string> tell;
    private readonly List<int> offered = [0];
    private readonly IDisposable? watch;
    private string latest;
    private int highest;

    /// <summary>The versions of a session's script.</summary>
    /// <param name="folder">Where they are kept.</param>
    /// <param name="session">The session.</param>
    /// <param name="script">The file that is watched.</param>
    /// <param name="first">The version with which the session began.</param>
    /// <param name="taken">The versions that it has taken since.</param>
    /// <param name="parts">What compiles and watches.</param>
    /// <param name="offer">Takes a version, with the number under which it is kept.</param>
    /// <param name="tell">Takes a line when one cannot be used.</param>
    public ScriptVersions(
        SessionFolder folder, SessionRecord session, string script, string first, IReadOnlyList<RecordedReload> taken,
        DeploymentParts parts, Action<int, DeployedScript> offer, Action<string> tell)
    {
        this.folder = folder;
        this.session = session.Id;
        this.script = script;
        this.parts = parts;
        this.offer = offer;
        this.tell = tell;
        highest = taken.Select(t => t.Number).DefaultIfEmpty(0).Max();
        foreach (var number in taken.Select(t => t.Number))
        {
            // A version that comes again was rolled back to: those after it are not among what can be gone back to.
            if (offered.IndexOf(number) is >= 0 and var at) offered.RemoveRange(at + 1, offered.Count - at - 1);
            else offered.Add(number);
        }

        latest = taken.Count > 0 ? taken[^1].Version : first;
        watch = parts.Watch is null || !File.Exists(script)
            ? null : parts.Watch(script, Offer,
                problem => tell($"the new version of the script cannot be used, and the old one goes on:\n{problem}"));
    }

    /// <summary>Does what a command wants of the script; others want nothing of it.</summary>
    public void Obey(SessionCommand command)
    {
        if (command == SessionCommand.Rollback) RollBack();
        else if (command == SessionCommand.Reload) Reload();
    }

    public void Dispose() => watch?.Dispose();

    private void Offer(DeployedScript changed)
    {
        lock (gate)
        {
            using (changed)
            {
                if (changed.Version == latest) return;
                latest = changed.Version;
                highest++;
                offered.Add(highest);
                offer(highest, parts.Compile(folder.Keep(session, changed, highest)));
            }
        }
    }

    private void RollBack()
    {
        lock (gate)
        {
            if (offered.Count < 2)
            {
                tell("there is no version of the script before this one: it goes on");
                return;
            }

            offered.RemoveAt(offered.Count - 1);
            offer(offered[^1], parts.Compile(folder.KeptScript(session, script, offered[^1])));
        }
    }

    private void Reload()
    {
        lock (gate) latest = "";
        try
        {
            Offer(parts.Compile(script));
        }
        catch (Exception problem)
        {
            tell($"the script cannot be used as it is, and the old version goes on:\n{problem.Message}");
        }
    }
}
