using System.CommandLine;
using StrategyHost.Cli.Settings;
using StrategyHost.Live.Sessions;

namespace StrategyHost.Cli.Commands.Results;

/// <summary>Of what results are wanted: options that <c>report</c>, <c>trades</c> and the like share.</summary>
internal sealed class ResultOptions
{
    private const string Zone = "UTC";
    private readonly Argument<string> deployment = new("NAME") { Description = "the deployment" };
    private readonly Option<long?> session = new("--session")
    {
        Description = "one session alone (default: all, as one record)",
        HelpName = "N"
    };
    private readonly Option<string?> from = new("--from") { Description = "from this day or time on, UTC", HelpName = "DATE" };
    private readonly Option<string?> to = new("--to")
    {
        Description = "up to the end of this day, or to this time, UTC",
        HelpName = "DATE"
    };
    private readonly Option<string> state = LiveOptions.State();

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Arguments.Add(deployment);
        foreach (var option in (Option[])[session, from, to, state]) command.Options.Add(option);
    }

    /// <summary>What is asked for.</summary>
    /// <exception cref="UsageException">A day is none.</exception>
    public ResultQuery Read(ParseResult arguments) => new(arguments.GetRequiredValue(deployment), arguments.GetRequiredValue(state))
    {
        Session = arguments.GetValue(session),
        From = arguments.GetValue(from) is { } first ? RunDate.Begin("--from", first, Zone) : null,
        To = arguments.GetValue(to) is { } last ? RunDate.End("--to", last, Zone) : null,
    };
}
