namespace StrategyHost.Scripting.Caching;

/// <summary>A file that a script loads.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Hash">The SHA-256 of its bytes, in hexadecimal.</param>
internal sealed record LoadedFile(string Path, string Hash);
