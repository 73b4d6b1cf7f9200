using System.CommandLine;
using StrategyHost.Cli.Output;
using StrategyHost.Live.Brokers;

namespace StrategyHost.Cli.Commands;

/// <summary><c>reconcile</c>: decides about what an account holds that no deployment has bought.</summary>
internal sealed class ReconcileCommand(Terminal terminal, ErrorBoundary boundary)
{
    private readonly Argument<string> account = new("ACCOUNT") { Description = "the account" };
    private readonly Option<bool> adopt = new("--adopt")
    {
        Description = "let the first deployment that trades the symbol take it over, at the broker's entry price"
    };
    private readonly Option<bool> ignore = new("--ignore") { Description = "leave it alone, and do not count it" };
    private readonly Option<bool> flatten = new("--flatten") { Description = "close it at the market" };
    private readonly Option<string> state = LiveOptions.State();

    public Command Build()
    {
        var command = new Command(
            "reconcile",
            "Compare an account with its broker now, and decide what becomes of what no deployment has bought. Without a decision it is "
                + "only compared.\n\nExample:\n  strategyhost reconcile main --adopt")
        {
            account, adopt, ignore, flatten, state,
        };
        command.SetAction(arguments => boundary.Run(arguments, () => Run(arguments)));
        return command;
    }

    private int Run(ParseResult arguments)
    {
        var chosen = new[] { (adopt, ExternalPolicy.Adopt), (ignore, ExternalPolicy.Ignore), (flatten, ExternalPolicy.Flatten) }.Where(c =>
            arguments.GetValue(c.Item1)).Select(c => c.Item2).ToList();
        if (chosen.Count > 1) throw new UsageException("Decide for one of --adopt, --ignore and --flatten.");
        string name = arguments.GetRequiredValue(account);
        var choice = chosen.Count == 1 ? chosen[0] : ExternalPolicy.Reduce;
        BrokerAccounts.Choose(arguments.GetRequiredValue(state), name, choice);
        terminal.Say($"{name} is compared with its broker within a second, where a host runs it; its log says what came of it");
        return ExitCode.Done;
    }
}
