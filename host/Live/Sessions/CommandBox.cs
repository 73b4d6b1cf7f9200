using System.Globalization;
using StrategyHost.Engine.Runs.Live;
using StrategyHost.Live.Deployments;
using StrategyHost.Live.Files;
using StrategyHost.Live.Journaling;

namespace StrategyHost.Live.Sessions;

/// <summary>
/// Where commands wait for a deployment's session: a file each, obeyed in the order in which they came. A command is for one session, and
/// expires
/// with it. Its answer is left beside it, for whoever waits for it.
/// </summary>
public sealed class CommandBox : ICommandSource
{
    private const string AnswerEnding = ".answer";
    private static readonly string[] KillSwitches = ["FLATTEN", "HALT"];
    private readonly string folder;
    private readonly string state;
    private readonly long session;
    private SessionCommand? switched;

    /// <summary>The box of a session.</summary>
    /// <param name="deploymentState">The folder of its deployment's state.</param>
    /// <param name="session">The session's number.</param>
    internal CommandBox(string deploymentState, long session)
    {
        this.session = session;
        state = Path.GetDirectoryName(Path.GetFullPath(deploymentState))!;
        folder = FolderOf(deploymentState);
        PrivateFiles.MakeFolder(folder);
        foreach (var left in Directory.EnumerateFiles(folder).Where(IsAnotherSessions)) File.Delete(left);
    }

    /// <summary>Leaves a command for a deployment, whether it runs or rests.</summary>
    /// <param name="state">The folder in which all deployments keep their state.</param>
    /// <param name="deployment">The deployment's name.</param>
    /// <param name="command">What a person wants.</param>
    /// <param name="until">Until when it holds, UTC; null for as long as no other ends it.</param>
    /// <param name="now">The host's time, UTC.</param>
    /// <returns>Where its answer will be; null when the deployment rests, and obeys when it is taken up, or when it waited to be armed, and
    /// its session begins now.</returns>
    /// <exception cref="DeploymentException">It has never run, or its session is over.</exception>
    public static string? Post(string state, string deployment, SessionCommand command, DateTime? until, DateTime now)
    {
        string own = Path.Combine(state, deployment);
        if (command is SessionCommand.Resume or SessionCommand.AcceptLoss && KillSwitchIn(state) is { } pulled)
            throw new DeploymentException(
                $"The kill switch {pulled} is there, and halts every deployment at each start: delete the file, and resume then.");
        if (ArmingWait.IsWaiting(own))
        {
            if (command != SessionCommand.Arm) throw ArmingWait.Nothing(deployment);
            ArmingWait.Arm(own, until);
            return null;
        }

        if (!File.Exists(Path.Combine(own, "journal.db")))
            throw new DeploymentException($"There is no journal of {deployment} in {state}: it has never run.");
        var session = LatestOf(own) ?? throw new DeploymentException($"{deployment} has had no session yet.");
        if (session.Ended is not null)
            throw new DeploymentException(
                $"Session {session.Id} of {deployment} is over, and a command would reach nobody: start the deployment, and give it then.");
        string box = FolderOf(own);
        PrivateFiles.MakeFolder(box);
        string name = string.Create(CultureInfo.InvariantCulture, $"{now.Ticks:D20}-{session.Id}-{command}-{until?.Ticks ?? 0}");
        string unfinished = Path.Combine(box, "." + name);
        PrivateFiles.Make(unfinished);
        File.Move(unfinished, Path.Combine(box, name));
        return SessionFolder.IsClaimed(own) ? Path.Combine(box, name + AnswerEnding) : null;
    }

    /// <summary>Takes the answer to a command; null while there is none.</summary>
    public static string? TakeAnswer(string path)
    {
        if (!File.Exists(path)) return null;
        string text = File.ReadAllText(path);
        File.Delete(path);
        return text;
    }

    /// <summary>The file that is the kill switch, where it is pulled; null while it is not.</summary>
    /// <param name="state">The folder in which all deployments keep their state.</param>
    public static string? KillSwitchIn(string state) => KillSwitches.Select(name => Path.Combine(state, name)).FirstOrDefault(File.Exists);

    /// <summary>What the kill switch says: a file <c>HALT</c> or <c>FLATTEN</c> in the folder of all state; null while there is
    /// none.</summary>
    private SessionCommand? Switch =>
        KillSwitchIn(state) is not { } file ? null : Path.GetFileName(file) == "FLATTEN" ? SessionCommand.Flatten : SessionCommand.Halt;

    /// <summary>The commands that wait, oldest first. The kill switch comes before all others, once.</summary>
    IReadOnlyList<PostedCommand> ICommandSource.Waiting()
    {
        var waiting = new List<PostedCommand>();
        if (Switch is { } pulled && pulled != switched) waiting.Add(new PostedCommand(pulled));
        foreach (var file in Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal))
        {
            if (Parse(Path.GetFileName(file)) is { } posted) waiting.Add(posted);
        }

        return waiting;
    }

    void ICommandSource.Remove(IReadOnlyList<PostedCommand> taken)
    {
        switched = Switch;
        foreach (var posted in taken)
        {
            if (posted.Id is { } id) File.Delete(Path.Combine(folder, id));
        }
    }

    void ICommandSource.Answer(PostedCommand command, string text)
    {
        if (command.Id is not { } id) return;
        PrivateFiles.Write(Path.Combine(folder, id + AnswerEnding), text);
    }

    private static string FolderOf(string deploymentState) => Path.Combine(deploymentState, "commands");

    private static SessionRecord? LatestOf(string own)
    {
        using var journal = new Journal(Path.Combine(own, "journal.db"));
        return journal.Sessions() is [.., var latest] ? latest : null;
    }

    private bool IsAnotherSessions(string file)
    {
        string name = Path.GetFileName(file).TrimStart('.');
        return name.Split('-') is not [_, var of, ..] || of != session.ToString(CultureInfo.InvariantCulture);
    }

    private PostedCommand? Parse(string name)
    {
        if (name.StartsWith('.') || name.Contains(AnswerEnding, StringComparison.Ordinal) || IsAnotherSessions(name)) return null;
        if (name.Split('-') is not [_, _, var word, var ticks] || !Enum.TryParse<SessionCommand>(word, out var command)) return null;
        long until = long.Parse(ticks, CultureInfo.InvariantCulture);
        return new PostedCommand(command, until == 0 ? null : new DateTime(until, DateTimeKind.Utc), name);
    }
}
