using System.CommandLine;
using StrategyHost.Cli.Output;
using StrategyHost.Plugins.Loading;

namespace StrategyHost.Cli.Commands;

/// <summary><c>plugins</c>: which plugins there are, and whether they load.</summary>
internal sealed class PluginsCommand(Terminal terminal, ErrorBoundary boundary)
{
    private readonly Option<string> folder = LiveOptions.Plugins();

    public Command Build() =>
        new("plugins", "Show plugins, and see whether they load.\n\nExample:\n  strategyhost plugins list") { List(), Info(), Verify() };

    private Command List()
    {
        var command = new Command("list",
            "List the plugins of a folder. One that cannot be used says why, and hurts no other.\n\nExample:\n  strategyhost plugins "
                + "list --plugins plugins") { folder };
        command.SetAction(arguments => boundary.Run(arguments, () =>
        {
            var all = InstalledPlugin.In(arguments.GetRequiredValue(folder));
            if (all.Count == 0)
                terminal.Say(
                    $"There is no plugin in {arguments.GetRequiredValue(folder)}: put each into a folder of its own, with its "
                        + $"plugin.json.");
            var table = Tables.Of("plugin", "version", "about", "problem");
            foreach (var plugin in all)
                table.Row(plugin.Name, plugin.Manifest?.Version ?? "", plugin.Manifest?.About ?? "", plugin.Problem ?? "");
            if (all.Count > 0) terminal.Print(table);
            return ExitCode.Done;
        }));
        return command;
    }

    private Command Info()
    {
        var id = new Argument<string>("ID") { Description = "the plugin" };
        var command = new Command("info",
            "Show what a plugin is, and which settings it has.\n\nExample:\n  strategyhost plugins info random-walk") { id, folder };
        command.SetAction(arguments => boundary.Run(arguments, () =>
        {
            var manifest = InstalledPlugin.Find(arguments.GetRequiredValue(folder), arguments.GetRequiredValue(id)).Manifest!;
            terminal.Print(
                $"{manifest.Id} {manifest.Version}, for sdk {manifest.Sdk}{(manifest.About.Length > 0 ? $": {manifest.About}" : "")}");
            var table = Tables.Of("setting", "required", "secret", "about");
            foreach (var setting in manifest.Settings)
                table.Row(setting.Name, setting.Required ? "yes" : "no", setting.Secret ? "yes" : "no", setting.About);
            if (manifest.Settings.Count > 0) terminal.Print(table);
            return ExitCode.Done;
        }));
        return command;
    }

    private Command Verify() => new PluginVerification(terminal, boundary, folder).Build();
}
