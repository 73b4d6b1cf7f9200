using System.Globalization;
using StrategyHost.Live.Sessions;

namespace StrategyHost.Live.Files;

/// <summary>The folders that hold what no other user of the machine may read or change: those of state and of accounts, with all that the
/// host keeps in them.</summary>
public static class StateFiles
{
    /// <summary>The folders in that of all state that are the host's own, and no deployment's.</summary>
    public static IReadOnlyList<string> OwnFolders { get; } = ["accounts", "logs", StateArchive.FolderName];

    /// <summary>Takes the rights of others from what is there already, and says so once for each of the two folders.</summary>
    /// <param name="state">The folder of all state.</param>
    /// <param name="accounts">The folder of account files.</param>
    /// <param name="say">Takes a sentence for people.</param>
    public static void Narrow(string state, string accounts, Action<string> say)
    {
        Narrow(state, Kept(state), say);
        Narrow(accounts, Directory.Exists(accounts) ? [accounts, .. Directory.EnumerateFiles(accounts, "*.json")] : [], say);
    }

    /// <summary>
    /// What the host has made in a folder of state: the folder itself, logs, accounts, and the folders with a journal. Others stay as they
    /// are, since
    /// people name folders with more in them.
    /// </summary>
    private static IEnumerable<string> Kept(string state)
    {
        if (!Directory.Exists(state)) return [];
        var own = Directory.EnumerateDirectories(state)
            .Where(d =>
                OwnFolders.Contains(Path.GetFileName(d)) || File.Exists(Path.Combine(d, "journal.db")));
        var links = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };
        return [state, .. own.SelectMany(d => Directory.EnumerateFileSystemEntries(d, "*", links).Prepend(d))];
    }

    private static void Narrow(string folder, IEnumerable<string> paths, Action<string> say)
    {
        int narrowed = 0;
        try
        {
            foreach (var path in paths)
            {
                if (PrivateFiles.Narrow(path)) narrowed++;
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            say($"Other users of this machine may read or write in {folder}, and that cannot be changed: "
                + $"{failure.Message.TrimEnd('.')}. Only its owner should have rights to it.");
        }

        if (narrowed > 0)
            say(string.Create(CultureInfo.InvariantCulture,
                $"Other users of this machine had rights to {folder} "
                    + $"({narrowed} {(narrowed == 1 ? "file or folder" : "files and folders")}): only its owner has them now."));
    }
}
