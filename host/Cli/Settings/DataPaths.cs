namespace StrategyHost.Cli.Settings;

/// <summary>Where data is looked for when nobody says where.</summary>
internal static class DataPaths
{
    /// <summary>The folder that imported data goes to.</summary>
    public const string Store = "data";

    /// <summary>The folders that exist of: the store, the samples here, and the samples beside the program's source.</summary>
    /// <exception cref="UsageException">There is none.</exception>
    public static IReadOnlyList<string> Usual()
    {
        var found = new[] { Store, Path.Combine("samples", "data") }.Where(Directory.Exists).ToList();
        if (found.Count > 0) return found;
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string samples = Path.Combine(folder.FullName, "samples", "data");
            if (Directory.Exists(samples)) return [samples];
        }

        throw new UsageException(
            $"There is no folder '{Store}' here: name a folder or a CSV file with --data, or import data with 'strategyhost data import'.");
    }
}
