namespace StrategyHost.Live.Sessions;

/// <summary>Where commands of people come from. A seam: files of a folder, and the simulator.</summary>
internal interface ICommandSource
{
    /// <summary>The commands that wait, oldest first. They wait until they are removed.</summary>
    IReadOnlyList<PostedCommand> Waiting();

    /// <summary>Removes commands that are durable now.</summary>
    void Remove(IReadOnlyList<PostedCommand> taken);

    /// <summary>Leaves an answer for whoever gave a command.</summary>
    void Answer(PostedCommand command, string text);
}
