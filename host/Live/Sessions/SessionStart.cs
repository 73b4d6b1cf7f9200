using StrategyHost.Live.Brokers;
using StrategyHost.Live.Feeds;

namespace StrategyHost.Live.Sessions;

/// <summary>With what a session begins, or is taken up.</summary>
/// <param name="Script">The script with which it began.</param>
/// <param name="Feed">Its market.</param>
/// <param name="Account">The account that it trades on; null for paper and shadow.</param>
/// <param name="Sentence">What is said of it, for people.</param>
internal sealed record SessionStart(DeployedScript Script, SessionFeed Feed, BrokerAccount? Account, string Sentence)
{
    /// <summary>Whether it has not run before.</summary>
    public bool IsNew { get; init; }
}
