using System.CommandLine;
using StrategyHost.Cli.Output;
using StrategyHost.Live.Brokers;
using StrategyHost.Plugins;
using StrategyHost.Plugins.Loading;
using StrategyHost.Plugins.Secrets;

namespace StrategyHost.Cli.Commands;

/// <summary><c>secrets</c>: keeps credentials encrypted, and gets those that come from a login.</summary>
internal sealed class SecretsCommand(Terminal terminal, ErrorBoundary boundary)
{
    private readonly Argument<string> secret = new("NAME") { Description = "PLUGIN.SETTING, or ACCOUNT.SETTING for one account alone" };
    private readonly Argument<string> plugin = new("PLUGIN") { Description = "the plugin of the broker" };
    private readonly Option<string?> account = new("--account")
    {
        Description = "log in with this account's settings, and for it alone",
        HelpName = "NAME"
    };
    private readonly Option<string> accounts = LiveOptions.Accounts();
    private readonly Option<string> plugins = LiveOptions.Plugins();

    private static SecretStore Store => new(SecretStore.DefaultFolder);

    public Command Build() => new(
        "secrets",
        $"Keep credentials encrypted in your profile; a plugin's settings that no file has are taken from there. An environment "
            + $"variable counts before a kept secret. {SecretStore.FolderVariable} names another folder than "
            + $"~/.strategyhost.\n\nExample:\n  strategyhost secrets set etrade.consumer-key")
    {
        Set(), List(), Remove(), Rotate(), Login(), Logout(),
    };

    private Command Set()
    {
        var command = new Command("set",
            "Keep a secret. Its value is asked for, or read from standard input; it is never shown.\n\nExample:\n  strategyhost secrets "
                + "set etrade.consumer-key") { secret };
        command.SetAction(arguments => boundary.Run(arguments, () =>
        {
            string name = arguments.GetRequiredValue(secret);
            Store.Set(name, terminal.AskHidden($"{name}:")?.Trim() ?? "");
            terminal.Say($"{name} is kept in {SecretStore.DefaultFolder}");
            return ExitCode.Done;
        }));
        return command;
    }

    private Command List()
    {
        var command = new Command("list",
            "Show which secrets there are, without their values.\n\nExample:\n  strategyhost secrets list") { ErrorBoundary.Json };
        command.SetAction(arguments => boundary.Run(arguments, () =>
        {
            var names = Store.Names();
            if (arguments.GetValue(ErrorBoundary.Json)) terminal.Print(JsonText.Of(names));
            else if (names.Count == 0) terminal.Say($"There is no secret in {SecretStore.DefaultFolder}.");
            else foreach (var name in names) terminal.Print(name);
            return ExitCode.Done;
        }));
        return command;
    }

    private Command Remove()
    {
        var command = new Command("remove", "Forget a secret.\n\nExample:\n  strategyhost secrets remove etrade.oauth-token") { secret };
        command.SetAction(arguments => boundary.Run(arguments, () =>
        {
            string name = arguments.GetRequiredValue(secret);
            if (!Store.Remove(name))
            {
                string near = Nearest.To(name, Store.Names()) is { } other ? $": did you mean '{other}'?" : ".";
                throw new UsageException($"There is no secret '{name}' in {SecretStore.DefaultFolder}{near}");
            }

            terminal.Say($"{name} is forgotten");
            return ExitCode.Done;
        }));
        return command;
    }

    private Command Rotate()
    {
        var command = new Command("rotate",
            "Encrypt all secrets with a new key, and destroy the old ones.\n\nExample:\n  strategyhost secrets rotate");
        command.SetAction(arguments => boundary.Run(arguments, () =>
        {
            int count = Store.Rotate();
            terminal.Say($"{count} secret{(count == 1 ? " is" : "s are")} encrypted with a new key");
            return ExitCode.Done;
        }));
        return command;
    }

    private Command Login()
    {
        var command = new Command("login",
            "Log in on a broker's page, and keep what that gives. A running host goes on with it at once.\n\nExample:\n  strategyhost "
                + "secrets login etrade") { plugin, account, accounts, plugins };
        command.SetAction((arguments, cancellation) => boundary.RunAsync(arguments, async () =>
        {
            var (made, login, settings, owner) = Open(arguments);
            await using var held = made;
            terminal.Say("Open this page, allow the access, and come back with the code that it shows:");
            terminal.Print((await login.BeginAsync(settings, cancellation)).AbsoluteUri);
            string code = terminal.Ask("Code:")?.Trim() ?? "";
            if (code.Length == 0) throw new UsageException("There is no code: the login is not complete.");
            var given = await login.CompleteAsync(code, cancellation);
            foreach (var (name, value) in given) Store.Set($"{owner}.{name}", value);
            terminal.Say($"You are logged in: {string.Join(" and ", given.Keys.Select(k => $"{owner}.{k}"))} are kept");
            return ExitCode.Done;
        }));
        return command;
    }

    private Command Logout()
    {
        var command = new Command("logout",
            "Make what a login gave worthless at the broker, and forget it.\n\nExample:\n  strategyhost secrets logout etrade") { plugin,
                account, accounts, plugins };
        command.SetAction((arguments, cancellation) => boundary.RunAsync(arguments, async () =>
        {
            var (made, login, settings, owner) = Open(arguments);
            await using var held = made;
            await login.RevokeAsync(settings, cancellation);
            var installed = InstalledPlugin.Find(arguments.GetRequiredValue(plugins), arguments.GetRequiredValue(plugin));
            foreach (var setting in installed.Manifest!.Settings.Where(s => s.FromLogin)) Store.Remove($"{owner}.{setting.Name}");
            terminal.Say("You are logged out.");
            return ExitCode.Done;
        }));
        return command;
    }

    /// <summary>A plugin with a login, and the settings that the login needs.</summary>
    private (Plugin Plugin, ILogin Login, PluginSettings Settings, string Owner) Open(ParseResult arguments)
    {
        string id = arguments.GetRequiredValue(plugin);
        var installed = InstalledPlugin.Find(arguments.GetRequiredValue(plugins), id);
        var spec = arguments.GetValue(account) is { } name ? AccountFile.Read(arguments.GetRequiredValue(accounts), name) : null;
        if (spec is not null && spec.Plugin != id)
            throw new UsageException($"The account {spec.Name} is of the plugin {spec.Plugin}, not of {id}.");
        var made = installed.Load();
        if (made.Login is not { } login)
            throw new UsageException($"The plugin {id} has no login: keep its secrets with 'strategyhost secrets set'.");
        string owner = spec?.Name ?? id;
        var values = new SettingDictionary(installed.Manifest!, spec?.ResolvedSettings ?? new Dictionary<string, string>(), owner, Store,
            Environment.GetEnvironmentVariable, (_, _) => { });
        return (made, login, installed.Manifest!.BindForLogin(values), owner);
    }
}
