using StrategyHost.Engine.Runs.Live;
using StrategyHost.Live.Sessions;
using StrategyHost.Simulation.Scheduling;

namespace StrategyHost.Simulation.Hosts;

/// <summary>Commands of a person, as files that survive the host.</summary>
internal sealed class SimulatedCommands : ICommandSource
{
    private readonly List<PostedCommand> waiting = [];

    /// <summary>Is told when a command was given.</summary>
    public Action? Posted { get; set; }

    /// <summary>The process that takes them: a dead one takes nothing.</summary>
    public SimulatedProcess? Reader { get; set; }

    /// <summary>Gives a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="until">Until when it holds, UTC; null for as long as no other ends it.</param>
    public void Post(SessionCommand command, DateTime? until = null)
    {
        waiting.Add(new PostedCommand(command, until));
        Posted?.Invoke();
    }

    /// <inheritdoc/>
    public IReadOnlyList<PostedCommand> Waiting() => waiting.Count == 0 ? [] : [.. waiting];

    /// <inheritdoc/>
    public void Remove(IReadOnlyList<PostedCommand> taken)
    {
        if (Reader is not { IsDead: true }) waiting.RemoveAll(taken.Contains);
    }

    /// <inheritdoc/>
    public void Answer(PostedCommand command, string text)
    {
        // Nobody waits here.
    }
}
