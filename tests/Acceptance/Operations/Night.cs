using System.Text;
using System.Text.RegularExpressions;
using StrategyHost.Acceptance.Live;
using StrategyHost.Acceptance.Processes;

namespace StrategyHost.Acceptance.Operations;

/// <summary>A night of the diary, gone through on the real program: each line that is typed there is typed here, and what is said there
/// must be said.</summary>
internal sealed class Night : IDisposable
{
    /// <summary>The deployment of the diary.</summary>
    public const string Name = "trend";

    /// <summary>How long a night may take, ms.</summary>
    public const int Longest = 180_000;

    /// <summary>How long something may take to be said.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>What only looks, and may be typed again until it says what is expected.</summary>
    private static readonly string[] Looks = ["status", "why", "orders", "positions", "logs", "trades", "fills", "report", "days"];
    private readonly IReadOnlyList<NightStep> steps;
    private readonly List<StrategyHostProgram> hosts = [];
    private readonly StringBuilder said = new();
    private int next;

    /// <summary>A night that begins.</summary>
    /// <param name="number">Its number in the diary.</param>
    /// <param name="broker">The broker; null where none is traded at.</param>
    public Night(int number, BrokerProgram? broker)
    {
        steps = Diary.Nights[number];
        Broker = broker;
        if (broker is not null) Directory.CreateSymbolicLink(System.IO.Path.Combine(Workshop.Path, "plugins"), broker.Kind.PluginFolder);
    }

    /// <summary>The folder that is worked in.</summary>
    public LiveWorkshop Workshop { get; } = new();

    /// <summary>The broker; null where none is traded at.</summary>
    public BrokerProgram? Broker { get; }

    /// <summary>The host that was started last.</summary>
    public StrategyHostProgram Host => hosts[^1];

    /// <summary>A file in the folder.</summary>
    public string this[string name] => System.IO.Path.Combine(Workshop.Path, name);

    /// <summary>Starts the host, though that is not told in the diary.</summary>
    public void Start(params string[] arguments) =>
        hosts.Add(StrategyHostProgram.Start(Repository.Program, Workshop.Path, ["live", .. arguments], Secrets));

    /// <summary>Starts the host where no file can become larger than a few kilobytes more than the journal's log is now.</summary>
    public void StartOnSmallDisk() => hosts.Add(Workshop.StartOnSmallDisk());

    /// <summary>Does the next steps.</summary>
    public async Task DoAsync(int count = 1)
    {
        for (int i = 0; i < count; i++)
        {
            var step = steps[next++];
            if (step.Command is null) await HearAsync(step);
            else if (Words(step) is ["strategyhost", "live"]) await BeginAsync([], step);
            else if (Words(step) is ["strategyhost", "live", .. var options, "&"]) await BeginAsync(options, step);
            else await TypeAsync(step);
        }
    }

    /// <summary>Does all the steps that are left.</summary>
    public Task EndAsync() => DoAsync(steps.Count - next);

    /// <summary>Waits until the host has said something, though that is not told in the diary.</summary>
    public async Task UntilSaidAsync(string text)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Patience);
        string heard = await Host.SaysUntil(text, limit.Token);
        said.AppendLine(heard);
        Assert.True(heard.Contains(text, StringComparison.Ordinal), $"The host did not say '{text}', but:\n{said}");
    }

    public void Dispose()
    {
        foreach (var host in hosts) host.Dispose();
        Broker?.Dispose();
        Workshop.Dispose();
    }

    private Dictionary<string, string> Secrets => new() { ["STRATEGYHOST_SECRETS"] = this["secrets"] };

    private async Task BeginAsync(string[] options, NightStep step)
    {
        said.Clear();
        Start(options);
        await HearAsync(step);
    }

    private async Task HearAsync(NightStep step)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Patience);
        foreach (var expected in step.Expected)
        {
            var pattern = Pattern(expected);
            while (!pattern.IsMatch(said.ToString())) await HearLineAsync(expected, limit.Token);
        }
    }

    private async Task HearLineAsync(string expected, CancellationToken limit)
    {
        string line;
        try
        {
            line = await Host.SaysUntil("", limit);
        }
        catch (OperationCanceledException)
        {
            line = "";
        }

        said.AppendLine(line);
        Assert.True(line.Length > 0, $"The host did not say '{expected}', but:\n{said}");
    }

    private async Task TypeAsync(NightStep step)
    {
        long start = TimeProvider.System.GetTimestamp();
        bool onlyLooks = Words(step) is ["strategyhost", var verb, ..] && Looks.Contains(verb);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(400));
        while (true)
        {
            string answer = await ShellAsync(step.Command!);
            if (step.Expected.FirstOrDefault(e => !Pattern(e).IsMatch(answer)) is not { } missing) return;
            if (!onlyLooks || TimeProvider.System.GetElapsedTime(start) > Patience)
                Assert.Fail($"'{step.Command}' did not say '{missing}', but:\n{answer}\nThe host had said:\n{said}");
            await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }
    }

    private async Task<string> ShellAsync(string line)
    {
        string prelude = $"strategyhost() {{ dotnet '{Repository.Program}' \"$@\"; }}; export STRATEGYHOST_SECRETS='{this["secrets"]}'; ";
        using var shell = StrategyHostProgram.StartShell(Workshop.Path, prelude + line + " 2>&1");
        return await shell.Output(TestContext.Current.CancellationToken);
    }

    private static string[] Words(NightStep step) => step.Command!.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static Regex Pattern(string expected) => new(
        string.Join(@"[^\n]*", expected.Split('…').Select(part => Regex.Replace(Regex.Escape(part.Trim()), @"(\\ )+", @"\s+"))),
        RegexOptions.CultureInvariant);
}
