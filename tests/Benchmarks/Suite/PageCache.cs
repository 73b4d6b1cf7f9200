using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace StrategyHost.Benchmarks.Suite;

/// <summary>
/// What the system keeps of files in memory. A file that was written a moment ago can lie there in small pieces, which take ten
/// times as long to map as the large ones of a file that was read from the disk, and a tenth of a run: all runs are measured
/// on files of the second kind, as of a store that was imported on another day.
/// </summary>
internal static class PageCache
{
    private const int NotNeeded = 4; // POSIX_FADV_DONTNEED
    private const int Piece = 1 << 20;

    /// <summary>Reads a file, which is whole on the disk, from there. Elsewhere than on Linux it may come from memory.</summary>
    public static void ReadAnew(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
        if (OperatingSystem.IsLinux() && Advise(file.SafeFileHandle, 0, 0, NotNeeded) != 0)
            throw new IOException($"The system does not let go of {path}.");
        file.CopyTo(Stream.Null, Piece);
    }

    [DllImport("libc", EntryPoint = "posix_fadvise")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Advise(SafeFileHandle file, long offset, long length, int advice);
}
