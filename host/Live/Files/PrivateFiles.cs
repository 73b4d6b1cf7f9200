namespace StrategyHost.Live.Files;

/// <summary>
/// Makes files and folders that their owner alone may use, whatever the umask: mode 0600 for files and 0700 for folders. Windows has no
/// such
/// modes: there the rights of the folder above hold.
/// </summary>
public static class PrivateFiles
{
    private const UnixFileMode OwnFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnFolder = OwnFile | UnixFileMode.UserExecute;

    /// <summary>The errors of a file that another holds: of Linux (EAGAIN), Windows (ERROR_SHARING_VIOLATION) and macOS (EAGAIN).</summary>
    private static readonly int[] Locked = [11, 32, 35];

    /// <summary>Whether a file could not be opened since another holds it.</summary>
    public static bool IsLocked(IOException failure) => Locked.Contains(failure.HResult & 0xFFFF);

    /// <summary>Whether another holds a file, or this process does; not when it is missing. Nothing is changed.</summary>
    /// <exception cref="IOException">That cannot be told.</exception>
    /// <exception cref="UnauthorizedAccessException">That cannot be told.</exception>
    public static bool IsHeld(string path)
    {
        try
        {
            using var shared = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            return false;
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
        catch (IOException taken) when (IsLocked(taken))
        {
            return true;
        }
    }

    /// <summary>Makes a folder, and those above it that are missing. One that is there keeps its mode.</summary>
    public static void MakeFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
            return;
        }

        // .NET gives the mode to the last folder alone: those above would be as wide as the umask lets them.
        if (Directory.Exists(path)) return;
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } above) MakeFolder(above);
        Directory.CreateDirectory(path, OwnFolder);
    }

    /// <summary>Opens a file, and makes it where the mode of opening asks for that. One that is there keeps its mode.</summary>
    public static FileStream Open(string path, FileMode mode, FileAccess access, FileShare share)
    {
        var options = new FileStreamOptions { Mode = mode, Access = access, Share = share };
        if (!OperatingSystem.IsWindows() && mode is not (FileMode.Open or FileMode.Truncate)) options.UnixCreateMode = OwnFile;
        return new FileStream(path, options);
    }

    /// <summary>Makes an empty file where there is none.</summary>
    public static void Make(string path)
    {
        if (!File.Exists(path)) Open(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite).Dispose();
    }

    /// <summary>Writes a whole file in place of what was there: nobody ever reads half of it.</summary>
    public static void Write(string path, string text)
    {
        string unfinished = path + ".new";
        File.Delete(unfinished); // One that a killed host has left could have another mode.
        using (var writer = new StreamWriter(Open(unfinished, FileMode.CreateNew, FileAccess.Write, FileShare.None))) writer.Write(text);
        File.Move(unfinished, path, overwrite: true);
    }

    /// <summary>Takes the rights of others from a file or folder that is there.</summary>
    /// <returns>Whether others had any.</returns>
    /// <exception cref="UnauthorizedAccessException">It is somebody else's.</exception>
    public static bool Narrow(string path)
    {
        if (OperatingSystem.IsWindows()) return false;
        var mode = File.GetUnixFileMode(path);
        var own = mode & OwnFolder;
        if (own == mode) return false;
        File.SetUnixFileMode(path, own);
        return true;
    }

    /// <summary>Copies what a file holds, and not its mode.</summary>
    public static void Copy(string from, string to)
    {
        using var source = new FileStream(from, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var target = Open(to, FileMode.Create, FileAccess.Write, FileShare.None);
        source.CopyTo(target);
    }
}
