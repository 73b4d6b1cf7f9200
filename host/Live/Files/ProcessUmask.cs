using System.Runtime.InteropServices;

namespace StrategyHost.Live.Files;

/// <summary>The process's umask: which rights files and folders do not get that libraries and plugins make, which name no mode
/// themselves.</summary>
public static partial class ProcessUmask
{
    private const uint RightsOfOthers = 0b000_111_111;

    /// <summary>From here on, what the process and those that it starts make is their owner's alone. It holds for the whole process, so
    /// that only a command that serves calls it.</summary>
    public static void MakePrivate()
    {
        if (!OperatingSystem.IsWindows()) _ = Umask(RightsOfOthers);
    }

    [LibraryImport("libc", EntryPoint = "umask")]
    private static partial uint Umask(uint mask);
}
