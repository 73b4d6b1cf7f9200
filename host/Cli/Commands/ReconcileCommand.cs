using System.CommandLine;
using StrategyHost.Cli.Output;
using StrategyHost.Live.Brokers;

namespace StrategyHost.Cli.Commands;

/// <summary><c>reconcile</c>: decides about what an account holds that no deployment has bought.</summary>
internal sealed class ReconcileCommand(Terminal terminal, ErrorBoundary boundary)
{
    /// <summary>How long the command waits for a comparison before it says that it goes on without it.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(50);
    private readonly Argument<string> account = new("ACCOUNT") { Description = "the account" };
    private readonly Option<bool> adopt = new("--adopt")
    {
        Description = "let the first deployment that trades the symbol take it over, at the broker's entry price"
    };
    private readonly Option<bool> ignore = new("--ignore") { Description = "leave it alone, and do not count it" };
    private readonly Option<bool> flatten = new("--flatten") { Description = "close it at the market" };
    private readonly Option<bool> cancelOrphans = new("--cancel-orphans")
    {
        Description = "cancel the orders at the broker that a former session made and no session looks after; those made by hand stay"
    };
    private readonly Option<string> state = LiveOptions.State();
    private readonly Option<bool> noWait = new("--no-wait") { Description = "leave the decision, and do not wait for what comes of it" };

    public Command Build()
    {
        var command = new Command(
            "reconcile",
            "Compare an account with its broker now, and decide what becomes of what no deployment has bought, and of orders that no "
                + "session looks after ('orders' shows them). Without a decision it is only compared.\n\nExample:\n  strategyhost "
                + "reconcile main --adopt\n  strategyhost reconcile main --cancel-orphans")
        {
            account, adopt, ignore, flatten, cancelOrphans, state, noWait,
        };
        command.SetAction((arguments, cancellation) => boundary.RunAsync(arguments, () => RunAsync(arguments, cancellation)));
        return command;
    }

    private async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellation)
    {
        var chosen = new[] { (adopt, ExternalPolicy.Adopt), (ignore, ExternalPolicy.Ignore), (flatten, ExternalPolicy.Flatten) }.Where(c =>
            arguments.GetValue(c.Item1)).Select(c => c.Item2).ToList();
        if (chosen.Count > 1) throw new UsageException("Decide for one of --adopt, --ignore and --flatten.");
        string name = arguments.GetRequiredValue(account), folder = arguments.GetRequiredValue(state);
        var choice = new AccountChoice(chosen.Count == 1 ? chosen[0] : ExternalPolicy.Reduce, arguments.GetValue(cancelOrphans));
        bool isRun = BrokerAccounts.Choose(folder, name, choice);
        if (!isRun) terminal.Say($"no host runs {name}: it is compared with its broker when a deployment on it is started");
        else if (arguments.GetValue(noWait)) terminal.Say($"{name} is compared with its broker within a second");
        else await AwaitAsync(folder, name, cancellation);
        return ExitCode.Done;
    }

    private async Task AwaitAsync(string folder, string name, CancellationToken cancellation)
    {
        long start = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(start) < Patience)
        {
            if (BrokerAccounts.TakeOutcome(folder, name) is { } outcome)
            {
                terminal.Say($"{name}: {outcome}");
                return;
            }

            await Task.Delay(BetweenLooks, TimeProvider.System, cancellation);
        }

        terminal.Warn(FormattableString.Invariant(
            $"{name} could not be compared with its broker for {Patience.TotalSeconds:0} s: it is as soon as that is possible, ")
            + "and the log says what came of it.");
    }
}
