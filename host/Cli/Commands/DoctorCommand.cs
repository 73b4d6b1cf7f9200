using System.CommandLine;
using System.Diagnostics;
using System.Runtime.InteropServices;
using StrategyHost.Cli.Output;
using StrategyHost.Cli.Settings;
using StrategyHost.Data;
using StrategyHost.Data.Catalog;
using StrategyHost.Data.Csv;
using StrategyHost.Engine.Supervision;
using StrategyHost.Live.Deployments;
using StrategyHost.Live.Notices;
using StrategyHost.Plugins;
using StrategyHost.Plugins.Loading;
using StrategyHost.Plugins.Secrets;
using StrategyHost.Scripting;

namespace StrategyHost.Cli.Commands;

/// <summary><c>doctor</c>: whether this machine and this folder are fit to work with.</summary>
internal sealed class DoctorCommand(Terminal terminal, ErrorBoundary boundary, ScriptLoader loader)
{
    private readonly Option<string> deployments = LiveOptions.Deployments();
    private readonly Option<string> accounts = LiveOptions.Accounts();
    private readonly Option<string> plugins = LiveOptions.Plugins();
    private readonly Option<string> notify = LiveOptions.Notifications();

    public Command Build()
    {
        var command = new Command("doctor",
            "Check the SDK, data, folders and permissions, and every deployment, account, feed and notice, without starting "
                + "anything.\n\nExample:\n  strategyhost doctor") { deployments, accounts, plugins, notify, ErrorBoundary.Json };
        command.SetAction((arguments, cancellation) => boundary.RunAsync(arguments, () => RunAsync(arguments, cancellation)));
        return command;
    }

    private async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellation)
    {
        List<Check> checks = [Runtime(), Sdk(), Compiler(), Configuration(), Data(cancellation), Strategies(), Writable("results"),
            Writable(DataPaths.Store), .. await LiveAsync(arguments, cancellation)];
        if (arguments.GetValue(ErrorBoundary.Json))
        {
            terminal.Print(JsonText.Of(checks));
        }
        else
        {
            var table = Tables.Of("", "check", "found");
            foreach (var check in checks) table.Row(check.IsGood ? "ok" : "bad", check.Name, check.Found);
            terminal.Print(table);
        }

        return checks.All(c => c.IsGood) ? ExitCode.Done : ExitCode.Usage;
    }

    /// <summary>What would keep deployments from starting, or from being heard.</summary>
    private async Task<List<Check>> LiveAsync(ParseResult arguments, CancellationToken cancellation)
    {
        using var parts = new LiveParts(loader, arguments.GetRequiredValue(plugins), new Redaction(), cancellation);
        var exam = new DeploymentExam(parts.Parts);
        DeploymentDefaults Defaults() => HostConfiguration.Read(path: null).Deployments;
        var (folder, places) = (arguments.GetRequiredValue(accounts), arguments.GetRequiredValue(deployments));
        var checks = new List<Check>();
        foreach (var file in DeploymentFile.In(places))
            checks.Add(await LookAsync($"deployment {Path.GetFileNameWithoutExtension(file)}",
                () => exam.LookAtAsync(file, folder, Defaults())));
        foreach (var name in DeploymentFile.In(folder).Select(f => Path.GetFileNameWithoutExtension(f)!))
            checks.Add(await LookAsync($"account {name}", () => exam.LookAtAccountAsync(folder, name)));
        string notices = arguments.GetRequiredValue(notify);
        if (File.Exists(notices))
            checks.Add(await LookAsync("notices",
                () => Task.FromResult(
                    $"{string.Join(", ", NotificationFile.Read(notices).Select(r => r.Notifier.Name))}; 'strategyhost notify test' "
                        + $"sends one")));
        return checks;
    }

    private static async Task<Check> LookAsync(string name, Func<Task<string>> look)
    {
        try
        {
            return new Check(name, IsGood: true, await look());
        }
        catch (Exception failure) when (failure is DeploymentException or ScriptException or SetupException or StrategyFaultException
            or UsageException or DataException or PluginException or BrokerException or SecretException or FormatException or IOException
            or UnauthorizedAccessException)
        {
            return new Check(name, IsGood: false, failure.Message);
        }
    }

    private static Check Runtime() =>
        new(".NET runtime", Environment.Version.Major >= 10,
            $"{RuntimeInformation.FrameworkDescription}, {RuntimeInformation.RuntimeIdentifier}");

    private static Check Sdk()
    {
        try
        {
            using var process =
                Process.Start(new ProcessStartInfo("dotnet", "--version") { RedirectStandardOutput = true, RedirectStandardError = true })!;
            string version = process.StandardOutput.ReadToEnd().Trim();
            process.WaitForExit();
            return new Check(".NET SDK", process.ExitCode == 0,
                process.ExitCode == 0 ? version : "not found; it is needed to build from source only");
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return new Check(".NET SDK", IsGood: true, "not found; it is needed to build from source only");
        }
    }

    private static Check Compiler()
    {
        string script = Path.Combine(Path.GetTempPath(), $"strategyhost-doctor-{Environment.ProcessId}.csx");
        try
        {
            File.WriteAllText(script, ScriptTemplates.Text("crossover", "doctor"));
            using var compiled = new ScriptCompiler().Compile(script, CancellationToken.None);
            return new Check("scripts", IsGood: true, "a template compiles");
        }
        catch (Exception failure) when (failure is ScriptException or IOException or UnauthorizedAccessException)
        {
            return new Check("scripts", IsGood: false, failure.Message);
        }
        finally
        {
            File.Delete(script);
        }
    }

    private static Check Configuration()
    {
        try
        {
            _ = HostConfiguration.Read(path: null);
            return new Check("configuration", IsGood: true,
                File.Exists(HostConfiguration.FileName) ? HostConfiguration.FileName : "none; defaults hold");
        }
        catch (UsageException failure)
        {
            return new Check("configuration", IsGood: false, failure.Message);
        }
    }

    private static Check Data(CancellationToken cancellation)
    {
        try
        {
            var library = new DataLibrary(DataPaths.Usual(), new CsvOptions(), "USD");
            foreach (var entry in library.Entries) library.Open(entry, reject: null, cancellation).Series.Dispose();
            return new Check("data", library.Entries.Count > 0,
                $"{string.Join(", ", DataPaths.Usual())}: {library.Entries.Count} files of bars");
        }
        catch (Exception failure) when (failure is DataException or UsageException)
        {
            return new Check("data", IsGood: false, failure.Message);
        }
    }

    private static Check Strategies()
    {
        const string folder = "strategies";
        return Directory.Exists(folder)
            ? new Check("strategies", IsGood: true, $"{ScriptFolder.Scripts(folder).Count} in {folder}")
            : new Check("strategies", IsGood: true, "no folder strategies here; 'strategyhost new NAME' makes one");
    }

    private static Check Writable(string folder)
    {
        string place = Directory.Exists(folder) ? folder : ".";
        string probe = Path.Combine(place, $".strategyhost-{Environment.ProcessId}");
        try
        {
            File.WriteAllText(probe, "");
            File.Delete(probe);
            return new Check($"writing to {folder}", IsGood: true,
                place == "." ? "possible; the folder is made when it is needed" : "possible");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return new Check($"writing to {folder}", IsGood: false, failure.Message);
        }
    }

    private sealed record Check(string Name, bool IsGood, string Found);
}
