namespace StrategyHost.Live.Journaling;

/// <summary>A new version of a session's script, or the same on other terms.</summary>
/// <param name="After">After how many events it was taken.</param>
/// <param name="Number">The number of its folder.</param>
/// <param name="Version">What tells it from other versions.</param>
public sealed record RecordedReload(int After, int Number, string Version)
{
    /// <summary>The text of the deployment's file with the terms that were taken with it; null where they stayed as they were.</summary>
    public string? Terms { get; init; }
}
