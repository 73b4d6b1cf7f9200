using StrategyHost.Engine.Runs.Live;

namespace StrategyHost.Live.Sessions;

/// <summary>A command that waits for a session.</summary>
/// <param name="Command">What a person wants.</param>
/// <param name="Until">Until when it holds, UTC; null for as long as no other ends it.</param>
/// <param name="Id">What its answer is left under; null when nobody waits for one.</param>
internal sealed record PostedCommand(SessionCommand Command, DateTime? Until = null, string? Id = null);
