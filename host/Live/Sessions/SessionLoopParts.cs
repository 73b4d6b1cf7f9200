using StrategyHost.Engine.Runs.Live;

namespace StrategyHost.Live.Sessions;

/// <summary>What goes with a session's loop.</summary>
/// <param name="Recorded">The events that the journal holds from before a restart, oldest first.</param>
/// <param name="HandledBefore">How many of them were handled for certain: nobody is told of those again.</param>
/// <param name="AfterCatchUp">Commands that the host itself gives once they are handled.</param>
/// <param name="Position">Where the session is.</param>
/// <param name="Watch">Is told what happens.</param>
/// <param name="Clock">The host's time.</param>
internal sealed record SessionLoopParts(
    IEnumerable<LiveEvent> Recorded, int HandledBefore, IReadOnlyList<SessionCommand> AfterCatchUp, SessionPosition Position,
    SessionWatch Watch, TimeProvider Clock);
