using StrategyHost.Engine.Runs.Live;
using StrategyHost.Live.Sessions;

namespace StrategyHost.Simulation.Hosts;

/// <summary>Commands of a person, as files that survive the host.</summary>
internal sealed class SimulatedCommands : ICommandSource
{
    private readonly List<PostedCommand> waiting = [];

    /// <summary>Is told when a command was given.</summary>
    public Action? Posted { get; set; }

    /// <summary>Gives a command.</summary>
    public void Post(SessionCommand command)
    {
        waiting.Add(new PostedCommand(command));
        Posted?.Invoke();
    }

    /// <inheritdoc/>
    public IReadOnlyList<PostedCommand> Waiting() => waiting.Count == 0 ? [] : [.. waiting];

    /// <inheritdoc/>
    public void Remove(IReadOnlyList<PostedCommand> taken) => waiting.RemoveAll(taken.Contains);

    /// <inheritdoc/>
    public void Answer(PostedCommand command, string text)
    {
        // Nobody waits here.
    }
}
