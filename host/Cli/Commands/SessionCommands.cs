using System.CommandLine;
using System.Globalization;
using StrategyHost.Cli.Output;
using StrategyHost.Cli.Settings;
using StrategyHost.Engine.Runs.Live;
using StrategyHost.Live.Deployments;
using StrategyHost.Live.Journaling;
using StrategyHost.Live.Sessions;

namespace StrategyHost.Cli.Commands;

/// <summary><c>halt</c>, <c>resume</c> and the like: what a person tells a session, and what came of it.</summary>
internal sealed class SessionCommands(Terminal terminal, ErrorBoundary boundary)
{
    /// <summary>How long a command waits for its effect before it says that it goes on without it.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(50);
    private readonly Argument<string?> deployment = new("NAME") { Description = "the deployment", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<bool> all = new("--all") { Description = "every deployment that runs or rests" };
    private readonly Option<string> state = LiveOptions.State();
    private readonly Option<bool> noWait = new("--no-wait") { Description = "leave the command, and do not wait for its effect" };
    private readonly Option<string?> length = new("--for")
    {
        Description = "for how long, such as 8h or 90m (default: until it is disarmed)",
        HelpName = "TIME"
    };
    private readonly Option<bool> flatten = new("--flatten") { Description = "close all positions at the market too" };
    private readonly Option<bool> acceptLoss = new("--accept-loss")
    {
        Description = "take the losses so far as they are: loss limits are measured anew, from what the account is worth now"
    };

    public IEnumerable<Command> Build()
    {
        yield return Build("halt", "Stop a deployment's trading: cancel its working orders, and let none through until it is resumed.",
            "halt trend --flatten", flatten, arguments => arguments.GetValue(flatten) ? SessionCommand.Flatten : SessionCommand.Halt);
        yield return Build("resume",
            "Let a halted deployment trade again. What a loss limit has stopped stays stopped, unless the loss is accepted.",
            "resume trend", acceptLoss, arguments => arguments.GetValue(acceptLoss) ? SessionCommand.AcceptLoss : SessionCommand.Resume);
        yield return Build("flatten",
            "Stop a deployment's trading, cancel its working orders, and close its positions at the market. Orders of other deployments "
                + "of the account that stand in the way are cancelled.", SessionCommand.Flatten);
        yield return Build("cancel", "Cancel a deployment's working orders. It goes on trading.", SessionCommand.Cancel);
        yield return Build("rollback", "Go back to the version of a deployment's script that ran before this one.",
            SessionCommand.Rollback);
        yield return Build("reload", "Take a deployment's script as it is in its file now, though it was rolled back.",
            SessionCommand.Reload);
        yield return Build("arm", "Let a live deployment's orders go to its broker. None does before.", "arm trend --for 8h", length,
            _ => SessionCommand.Arm);
        yield return Build("disarm", "Let no more orders of a live deployment go to its broker; working ones stay, and exits go on.",
            SessionCommand.Disarm);
    }

    private Command Build(string name, string about, SessionCommand wanted) => Build(name, about, $"{name} trend", null, _ => wanted);

    private Command Build(string name, string about, string example, Option? more, Func<ParseResult, SessionCommand> wanted)
    {
        var command = new Command(name, $"{about}\n\nExample:\n  strategyhost {example}") { deployment, all, state, noWait };
        if (more is not null) command.Add(more);
        command.SetAction((arguments, cancellation) =>
            boundary.RunAsync(arguments, () => PostAsync(arguments, wanted(arguments), name, cancellation)));
        return command;
    }

    private async Task<int> PostAsync(ParseResult arguments, SessionCommand command, string verb, CancellationToken cancellation)
    {
        string folder = arguments.GetRequiredValue(state);
        var (names, unreadable) = Names(arguments, folder, verb);
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        DateTime? until = command == SessionCommand.Arm && arguments.GetValue(length) is { } text ? now + TimeOf(text) : null;
        var refused = new List<Exception>();
        var posted = new List<(string Name, string? Answer)>();
        var waiting = ArmingWait.In(folder);
        foreach (var name in names)
        {
            try
            {
                posted.Add((name, CommandBox.Post(folder, name, command, until, now)));
            }
            catch (Exception failure) when (names.Count > 1
                && failure is DeploymentException or JournalException or IOException or UnauthorizedAccessException)
            {
                // The others are told all the same.
                refused.Add(failure);
            }
        }

        foreach (var (name, answer) in posted)
        {
            if (waiting.Contains(name)) terminal.Say($"{name} waited to be armed: its session begins, armed");
            else if (answer is null) terminal.Say($"{name} rests: it will {verb} when it is taken up");
            else if (arguments.GetValue(noWait)) terminal.Say($"{name} is told to {verb}");
            else await AwaitAsync(name, verb, answer, cancellation);
        }

        foreach (var failure in refused) terminal.Fail(failure.Message);
        foreach (var (name, sentence) in unreadable)
            terminal.Fail($"{name} could not be told to {verb}; where a host runs it, the kill switch reaches it, a file "
                + $"{Path.Combine(folder, "HALT")}: {sentence}");
        return refused.Count + unreadable.Count == 0 ? ExitCode.Done : ExitCode.RunFailed;
    }

    /// <summary>The deployments that are meant, and those that would be if their state could be read.</summary>
    private (IReadOnlyList<string> Names, IReadOnlyList<UnreadableState> Unreadable) Names(ParseResult arguments, string folder,
        string verb)
    {
        string? name = arguments.GetValue(deployment);
        bool wantsAll = arguments.GetValue(all);
        if (wantsAll == (name is not null)) throw new UsageException($"Say which deployment is to {verb}, by its name, or --all.");
        if (name is not null) return ([name], []);
        var reading = DeploymentStatus.In(folder);
        IEnumerable<string> waiting = verb == "arm" ? ArmingWait.In(folder) : [];
        var going = reading.Deployments.Where(d => d.State != "over").Select(d => d.Deployment).Union(waiting).ToList();
        return going.Count + reading.Unreadable.Count > 0
            ? (going, reading.Unreadable) : throw new UsageException($"No deployment in {folder} runs or rests.");
    }

    private async Task AwaitAsync(string name, string verb, string answer, CancellationToken cancellation)
    {
        long start = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(start) < Patience)
        {
            if (CommandBox.TakeAnswer(answer) is { } text)
            {
                terminal.Say($"{name}: {text}");
                return;
            }

            await Task.Delay(BetweenLooks, TimeProvider.System, cancellation);
        }

        terminal.Warn(string.Create(CultureInfo.InvariantCulture,
            $"{name} was told to {verb}, and {Patience.TotalSeconds:0} s later that has not come to its end: it goes on. 'strategyhost "
                + $"status {name}' and 'strategyhost orders' show how far it is."));
    }

    private static TimeSpan TimeOf(string text) =>
        Span.Of(text) ?? throw new UsageException($"--for is '{text}', and must be a length of time such as 8h, 90m or 1d.");
}
