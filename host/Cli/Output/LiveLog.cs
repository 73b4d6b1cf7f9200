using System.Globalization;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting.Json;
using StrategyHost.Engine.Runs;
using StrategyHost.Live.Notices;

namespace StrategyHost.Cli.Output;

/// <summary>
/// What the service writes: lines for people on standard error, by a thread of its own that hangs alone where nobody takes them, and all of
/// it, with every step of every order, as JSON in files that begin anew each day. Secrets are in neither.
/// </summary>
internal sealed class LiveLog : IDisposable
{
    /// <summary>What a file's name begins with; its date follows.</summary>
    public const string FilePrefix = "live-";
    private const int DaysKept = 31;
    private const long LargestFile = 256L * 1024 * 1024;

    /// <summary>A session's time that is no farther from the host's is the same to people.</summary>
    private static readonly TimeSpan Close = TimeSpan.FromMinutes(2);
    private readonly TextWriter console;
    private readonly QueuedLines people;
    private readonly Logger machines;
    private readonly Redaction redaction;
    private readonly TimeProvider clock;

    /// <summary>A log.</summary>
    /// <param name="people">Takes lines for people.</param>
    /// <param name="state">The folder of the service's state.</param>
    /// <param name="redaction">What must not be shown.</param>
    /// <param name="clock">What time lines for people begin with.</param>
    public LiveLog(TextWriter people, string state, Redaction redaction, TimeProvider clock)
    {
        this.clock = clock;
        console = people;
        this.people = new QueuedLines(people,
            count => Timed("WRN",
                $"{count:N0} lines were left out here, as the console did not take them: the files in {FolderIn(state)} have them"), clock);
        this.redaction = redaction;
        machines = new LoggerConfiguration()
            .WriteTo.File(
                new JsonFormatter(renderMessage: true, formatProvider: CultureInfo.InvariantCulture),
                Path.Combine(FolderIn(state), FilePrefix + ".json"), fileSizeLimitBytes: LargestFile,
                rollingInterval: RollingInterval.Day, rollOnFileSizeLimit: true, retainedFileCountLimit: DaysKept, shared: true)
            .CreateLogger();
    }

    /// <summary>Where the files are.</summary>
    public static string FolderIn(string state) => Path.Combine(state, "logs");

    /// <summary>The files, oldest first.</summary>
    public static IEnumerable<string> FilesIn(string state)
    {
        string folder = FolderIn(state);
        return Directory.Exists(folder) ? Directory.EnumerateFiles(folder, FilePrefix + "*.json").Order(StringComparer.Ordinal) : [];
    }

    /// <summary>The lines of a deployment or an account.</summary>
    public IRunLog Of(string source) => new Lines(this, source);

    /// <summary>Writes a line.</summary>
    public void Write(string source, DateTime time, LogLevel level, string message)
    {
        string clean = redaction.Of(message);
        string kind = level switch
        {
            LogLevel.Warning => "WRN",
            LogLevel.Error => "ERR",
            _ => "INF",
        };
        var now = clock.GetUtcNow().UtcDateTime;

        // All lines have the host's time; a session's own is said where it is another, as it is where past bars are replayed.
        string own = (now - time).Duration() > Close ? string.Create(CultureInfo.InvariantCulture, $"[{time:yyyy-MM-dd HH:mm:ss}Z] ") : "";
        People(kind, $"{source}: {own}{clean}");
        var entry = level switch
        {
            LogLevel.Warning => LogEventLevel.Warning,
            LogLevel.Error => LogEventLevel.Error,
            _ => LogEventLevel.Information,
        };
        machines.ForContext("Source", source).ForContext("SessionTime", time).Write(entry, "{Text:l}", clean);
    }

    /// <summary>Says a line of the service itself.</summary>
    public void Say(string line)
    {
        string clean = redaction.Of(line);
        People("INF", clean);
        machines.Information("{Text:l}", clean);
    }

    /// <summary>Says a line of the service about a deployment.</summary>
    public void Say(string source, string line)
    {
        string clean = redaction.Of(line);
        People("INF", $"{source}: {clean}");
        machines.ForContext("Source", source).Information("{Text:l}", clean);
    }

    /// <summary>Notes a notice, for machines alone.</summary>
    public void Note(Notice notice)
    {
        var log = machines.ForContext("Source", notice.Source).ForContext("Kind", notice.Kind.ToString());
        if (notice.OrderId is { } order) log = log.ForContext("OrderId", order);
        if (notice.ClientId is { } client) log = log.ForContext("ClientId", client);
        log.Information("{Text:l}", redaction.Of(notice.Text));
    }

    /// <summary>Writes what waits for the console, for two seconds at most, and ends the files.</summary>
    public void Dispose()
    {
        people.Dispose();
        if (people.Lost > 0) machines.Warning("{Lines} lines were not shown on the console, which did not take them", people.Lost);
        try
        {
            machines.Dispose();
        }
        catch (Exception failure) when (failure is IOException or ArgumentOutOfRangeException)
        {
            if (people.Lost == 0) console.WriteLine(Timed("ERR", $"the last lines of the log could not be written: {failure.Message}"));
        }
    }

    private void People(string kind, string line) => people.Add(Timed(kind, $"{line}"));

    private string Timed(string kind, FormattableString line) =>
        string.Create(CultureInfo.InvariantCulture, $"{clock.GetUtcNow():yyyy-MM-ddTHH:mm:ssZ} {kind} {FormattableString.Invariant(line)}");

    private sealed class Lines(LiveLog log, string source) : IRunLog
    {
        public void Write(DateTime time, LogLevel level, string message) => log.Write(source, time, level, message);
    }
}
