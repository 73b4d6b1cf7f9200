using StrategyHost.Live.Files;
using StrategyHost.Live.Journaling;
using StrategyHost.Live.Sessions;

namespace StrategyHost.Live.Tests.Files;

/// <summary>What other users of the machine may do with files of the host. Windows has no such modes.</summary>
public sealed class StateFilesTests : IDisposable
{
    private const UnixFileMode Everybody = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;
    private const UnixFileMode EverybodysFolder =
        Everybody | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
    private readonly Workshop workshop = new();
    private readonly List<string> said = [];

    public void Dispose() => workshop.Dispose();

    private static string ModeOf(string path) => OperatingSystem.IsWindows() ? "" : Convert.ToString((int)File.GetUnixFileMode(path), 8);

    private string Wide(string name, bool isFolder = false)
    {
        string path = workshop[name];
        Directory.CreateDirectory(isFolder ? path : Path.GetDirectoryName(path)!);
        if (!isFolder) File.WriteAllText(path, "{}");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, isFolder ? EverybodysFolder : Everybody);
        return path;
    }

    [Fact]
    public async Task A_session_leaves_nothing_to_others_whatever_the_umask()
    {
        if (OperatingSystem.IsWindows()) return;
        File.WriteAllText(workshop.Script, "// the script");
        File.SetUnixFileMode(workshop.Script, Everybody);
        using var interruption = new CancellationTokenSource();
        await workshop.RunAsync(Workshop.Crossing(50, interruption), interruption);
        CommandBox.Post(workshop.State, "trend", Engine.Runs.Live.SessionCommand.Halt, null, TimeProvider.System.GetUtcNow().UtcDateTime);
        using var journal = new Journal(Path.Combine(workshop.State, "trend", "journal.db"));
        var all = Directory.EnumerateFileSystemEntries(workshop.State, "*", SearchOption.AllDirectories).Prepend(workshop.State).ToList();
        Assert.Contains(all, p => p.EndsWith("journal.db-wal", StringComparison.Ordinal));
        Assert.Contains(all, p => p.EndsWith("script-0/trend.csx", StringComparison.Ordinal));
        Assert.Contains(all, p => p.EndsWith("-Halt-0", StringComparison.Ordinal));
        Assert.All(all, p => Assert.Equal(Directory.Exists(p) ? "700" : "600", ModeOf(p)));
    }

    [Fact]
    public void What_is_open_to_others_is_narrowed_and_said_once_for_each_folder()
    {
        if (OperatingSystem.IsWindows()) return;
        string[] narrowed =
        [
            Wide("state", isFolder: true), Wide("state/trend", isFolder: true), Wide("state/trend/journal.db"),
            Wide("state/trend/commands", isFolder: true),
            Wide("state/accounts/main/day.json"), Wide("state/logs/live-20240101.json"), Wide("accounts", isFolder: true),
            Wide("accounts/main.json"),
        ];
        string[] others = [Wide("state/strategies", isFolder: true), Wide("state/strategies/trend.csx"), Wide("accounts/notes.txt")];
        StateFiles.Narrow(workshop.State, workshop["accounts"], said.Add);
        Assert.All(narrowed, p => Assert.Equal(Directory.Exists(p) ? "700" : "600", ModeOf(p)));
        Assert.Equal(["777", "666", "666"], others.Select(ModeOf));
        Assert.Collection(
            said,
            s => Assert.StartsWith($"Other users of this machine had rights to {workshop.State} (", s, StringComparison.Ordinal),
            s => Assert.Equal(
                $"Other users of this machine had rights to {workshop["accounts"]} (2 files and folders): only its owner has them now.",
                s));
        StateFiles.Narrow(workshop.State, workshop["accounts"], said.Add);
        Assert.Equal(2, said.Count);
    }

    [Fact]
    public void Folders_that_are_not_there_are_nothing_to_speak_of()
    {
        StateFiles.Narrow(workshop["none"], workshop["none"], said.Add);
        Assert.Empty(said);
        Assert.False(Directory.Exists(workshop["none"]));
    }

    [Fact]
    public void A_file_is_written_whole_over_what_a_killed_host_has_left()
    {
        string path = Wide("value.json");
        Wide("value.json.new");
        PrivateFiles.Write(path, "new");
        Assert.Equal("new", File.ReadAllText(path));
        Assert.False(File.Exists(path + ".new"));
        if (!OperatingSystem.IsWindows()) Assert.Equal("600", ModeOf(path));
    }
}
