using System.Globalization;
using StrategyHost.Engine.Runs;

namespace StrategyHost.Cli.Output;

/// <summary>Writes the lines of a deployment with its name. Several deployments write at a time.</summary>
/// <param name="name">The deployment's name.</param>
/// <param name="writer">Where lines go: one that takes them from several threads.</param>
internal sealed class LiveLog(string name, TextWriter writer) : IRunLog
{
    public void Write(DateTime time, LogLevel level, string message)
    {
        string kind = level switch
        {
            LogLevel.Warning => "WRN",
            LogLevel.Error => "ERR",
            _ => "INF",
        };
        writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{time:yyyy-MM-ddTHH:mm:ssZ} {kind} {name}: {message}"));
    }
}
