using System.CommandLine;
using StrategyHost.Cli.Settings;
using StrategyHost.Data.Catalog;
using StrategyHost.Data.Csv;

namespace StrategyHost.Cli.Commands.Data;

/// <summary>The options that say which data a command looks at.</summary>
internal sealed class DataSource
{
    private readonly Option<string[]> data = new("--data")
    {
        Description = "folder with data, or a CSV file (default: data, samples/data)",
        HelpName = "PATH"
    };
    private readonly Option<string?> zone = new("--zone")
    {
        Description = "time zone of times without an offset (default: UTC)",
        HelpName = "ZONE"
    };
    private readonly Option<string?> calendar = new("--calendar") { Description = "trading calendar of CSV files", HelpName = "NAME" };

    public void AddTo(Command command)
    {
        foreach (Option option in new Option[] { data, BacktestOptions.Stamps, zone, calendar, ErrorBoundary.Json })
            command.Options.Add(option);
    }

    public DataLibrary Open(ParseResult arguments)
    {
        var paths =
            arguments.GetValue(data) is { Length: > 0 } given ? given : HostConfiguration.Read(path: null).Data ?? DataPaths.Usual();
        var csv = new CsvOptions
        {
            Stamps = Choices.Stamps(arguments.GetValue(BacktestOptions.Stamps)),
            Zone = arguments.GetValue(zone),
            Calendar = arguments.GetValue(calendar),
        };
        return new DataLibrary(paths, csv, "USD");
    }
}
