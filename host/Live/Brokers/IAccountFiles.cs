namespace StrategyHost.Live.Brokers;

/// <summary>The small files that an account keeps from one run of its host to the next, by their names. A seam: a folder, and the
/// simulator.</summary>
internal interface IAccountFiles
{
    /// <summary>What a file holds; null when there is none.</summary>
    string? Read(string name);

    /// <summary>Writes a whole file in place of what was there: nobody ever reads half of it.</summary>
    void Write(string name, string text);

    /// <summary>Takes a file away.</summary>
    /// <returns>What it held; null when there was none.</returns>
    string? Take(string name);
}
