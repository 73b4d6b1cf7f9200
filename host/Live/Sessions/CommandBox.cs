using System.Globalization;
using StrategyHost.Engine.Runs.Live;
using StrategyHost.Live.Deployments;
using StrategyHost.Live.Files;

namespace StrategyHost.Live.Sessions;

/// <summary>Where commands wait for a deployment's session: a file each, obeyed in the order in which they came.</summary>
public sealed class CommandBox
{
    private readonly string folder;
    private readonly string state;
    private SessionCommand? switched;

    /// <summary>The box of a deployment.</summary>
    /// <param name="deploymentState">The folder of its state.</param>
    internal CommandBox(string deploymentState)
    {
        state = Path.GetDirectoryName(Path.GetFullPath(deploymentState))!;
        folder = Path.Combine(deploymentState, "commands");
        PrivateFiles.MakeFolder(folder);
    }

    /// <summary>Leaves a command for a deployment, whether it runs or rests.</summary>
    /// <returns>Whether it runs: one that rests obeys when it is taken up.</returns>
    /// <exception cref="DeploymentException">It has never run.</exception>
    public static bool Post(string state, string deployment, SessionCommand command, DateTime now)
    {
        string own = Path.Combine(state, deployment);
        if (!File.Exists(Path.Combine(own, "journal.db"))) throw new DeploymentException($"There is no journal of {deployment} in {state}: it has never run.");
        var box = new CommandBox(own);
        string name = string.Create(CultureInfo.InvariantCulture, $"{now.Ticks:D20}-{command}");
        string unfinished = Path.Combine(box.folder, "." + name);
        PrivateFiles.Make(unfinished);
        File.Move(unfinished, Path.Combine(box.folder, name));
        return SessionFolder.IsClaimed(own);
    }

    /// <summary>What the kill switch says: a file <c>HALT</c> or <c>FLATTEN</c> in the folder of all state; null while there is none.</summary>
    private SessionCommand? Switch => File.Exists(Path.Combine(state, "FLATTEN")) ? SessionCommand.Flatten : File.Exists(Path.Combine(state, "HALT")) ? SessionCommand.Halt : null;

    /// <summary>The commands that wait, oldest first, with what to pass to <see cref="Remove"/>. The kill switch comes before all others, once.</summary>
    internal IReadOnlyList<(string? File, SessionCommand Command)> Waiting()
    {
        var before = switched;
        switched = Switch;
        if (switched is { } pulled && pulled != before) return [(null, pulled)];
        var waiting = new List<(string?, SessionCommand)>();
        foreach (var file in Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal))
        {
            string name = Path.GetFileName(file);
            if (!name.StartsWith('.') && Enum.TryParse<SessionCommand>(name[(name.IndexOf('-', StringComparison.Ordinal) + 1)..], out var command)) waiting.Add((file, command));
        }

        return waiting;
    }

    /// <summary>Removes a command that has been written down.</summary>
    internal static void Remove(string? file)
    {
        if (file is not null) File.Delete(file);
    }
}
