using System.CommandLine;
using System.Globalization;
using StrategyHost.Cli.Output;
using StrategyHost.Cli.Settings;
using StrategyHost.Engine.Runs;
using StrategyHost.Engine.Supervision;
using StrategyHost.Scripting;
using StrategyHost.Scripting.Compilation;

namespace StrategyHost.Cli.Commands;

/// <summary><c>strategies</c>: what the folder of strategies holds.</summary>
internal sealed class StrategiesCommand(Terminal terminal, ErrorBoundary boundary, ScriptLoader loader)
{
    private readonly Argument<string> folder = new("FOLDER")
    {
        Description = "the folder (default: strategies)",
        DefaultValueFactory = _ => "strategies"
    };

    public Command Build()
    {
        var command = new Command("strategies",
            "List the strategies of a folder with their parameters and symbols.\n\nExample:\n  strategyhost strategies") { folder,
                ErrorBoundary.Json };
        command.Subcommands.Add(new RestoreCommand(terminal, boundary).Build());
        command.SetAction((arguments, cancellation) => boundary.RunAsync(arguments, () => Run(arguments, cancellation)));
        return command;
    }

    private int Run(ParseResult arguments, CancellationToken cancellation)
    {
        string path = arguments.GetRequiredValue(folder);
        if (!Directory.Exists(path)) throw new UsageException($"There is no folder {path}.");
        var trusting = loader.With(new CompileSettings { Trust = HostConfiguration.Read(null).Trust });
        var rows = ScriptFolder.Scripts(path).Select(s => Row.Of(trusting, s, cancellation)).ToList();
        if (arguments.GetValue(ErrorBoundary.Json))
        {
            terminal.Print(JsonText.Of(rows));
        }
        else
        {
            var table = Tables.Of("strategy", "parameters", "symbols", "state");
            foreach (var row in rows)
                table.Row(row.Name, string.Join("\n", row.Parameters.Select(p => p.Summary)), string.Join(", ", row.Symbols),
                    row.Error is null ? "ok" : "error");
            terminal.Print(table);
        }

        foreach (var row in rows.Where(r => r.Error is not null)) terminal.Say(row.Error!);
        return rows.Any(r => r.Error is not null) ? ExitCode.Script : ExitCode.Done;
    }

    private sealed record ParameterRow(string Name, string Kind, object Default, double? Minimum, double? Maximum, double? Step,
        string? About)
    {
        [System.Text.Json.Serialization.JsonIgnore]
        public string Summary
        {
            get
            {
                string range =
                    Minimum is { } low && Maximum is { } high ? string.Create(CultureInfo.InvariantCulture, $" ({low} to {high})") : "";
                string about = About is null ? "" : $": {About}";
                return string.Create(CultureInfo.InvariantCulture, $"{Name} = {Default}{range}{about}");
            }
        }
    }

    private sealed record Row(string Name, string File, IReadOnlyList<ParameterRow> Parameters, IReadOnlyList<string> Symbols, string State,
        string? Error)
    {
        public static Row Of(ScriptLoader loader, string path, CancellationToken cancellation)
        {
            string name = Path.GetFileNameWithoutExtension(path);
            try
            {
                using var script = loader.Load(path, cancellation);
                var outline = StrategyOutline.Of(script.CreateStrategy());
                var parameters = outline.Parameters.Select(p =>
                    new ParameterRow(p.Name, p.Kind.ToString(), p.Default, p.Minimum, p.Maximum, p.Step, p.Description));
                return new Row(name, path, [.. parameters], outline.Symbols, "ok", null);
            }
            catch (Exception failure) when (failure is ScriptException or SetupException or StrategyFaultException)
            {
                return new Row(name, path, [], [], "error", failure is ScriptException ? failure.Message : $"{path}: {failure.Message}");
            }
        }
    }
}
