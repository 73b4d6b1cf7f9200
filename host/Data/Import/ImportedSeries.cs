namespace StrategyHost.Data.Import;

/// <summary>A series that has been brought into the store.</summary>
/// <param name="Symbol">Its symbol.</param>
/// <param name="Resolution">How long its bars last.</param>
/// <param name="Bars">How many there are.</param>
/// <param name="From">When the first starts, UTC.</param>
/// <param name="To">When the last ends, UTC.</param>
/// <param name="Path">The file.</param>
/// <param name="Replaced">Whether there was such a file before.</param>
/// <param name="Recognized">How the text was understood.</param>
/// <param name="Rejected">How many rows were put aside.</param>
/// <param name="RejectsPath">The file that they are in; null when there are none.</param>
public sealed record ImportedSeries(
    string Symbol, Resolution Resolution, int Bars, DateTime From, DateTime To, string Path, bool Replaced,
    IReadOnlyList<string> Recognized, int Rejected, string? RejectsPath);
