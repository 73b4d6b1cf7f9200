using System.CommandLine;
using StrategyHost.Live.Brokers;
using StrategyHost.Plugins;
using StrategyHost.Plugins.Loading;

namespace StrategyHost.Cli.Commands;

/// <summary>The broker whose refusals hold in a backtest: what its plugin says that it takes, without a connection and without a
/// secret.</summary>
internal sealed class BrokerOption
{
    private readonly Option<string?> broker = new("--broker")
    {
        Description =
            "refuse what this broker would refuse: an account of --accounts, or a plugin of --plugins (default: every order is taken)",
        HelpName = "NAME"
    };
    private readonly Option<string> accounts = LiveOptions.Accounts();
    private readonly Option<string> plugins = LiveOptions.Plugins();

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { broker, accounts, plugins }) command.Options.Add(option);
    }

    /// <summary>What the broker takes that the command line names, or the configuration.</summary>
    /// <returns>Its name, and what it takes; nulls when neither names one.</returns>
    /// <exception cref="UsageException">There is no such broker, or it takes no orders.</exception>
    /// <exception cref="PluginException">Its plugin cannot be loaded.</exception>
    /// <exception cref="BrokerException">Its plugin needs a setting to say what it takes.</exception>
    public async Task<(string? Name, TradingCapabilities? Takes)> ReadAsync(ParseResult arguments, string? configured,
        CancellationToken cancellation)
    {
        if ((arguments.GetValue(broker) ?? configured) is not { } name) return default;
        string folder = arguments.GetRequiredValue(accounts), installed = arguments.GetRequiredValue(plugins);
        var account = File.Exists(Path.Combine(folder, name + ".json")) ? AccountFile.Read(folder, name) : null;
        if (account is null && InstalledPlugin.In(installed).All(p => p.Name != name)) throw Unknown(name, folder, installed);
        var found = InstalledPlugin.Find(installed, account?.Plugin ?? name);
        var settings = found.Manifest!.BindPublic(account?.Settings ?? new Dictionary<string, string>());
        await using var plugin = found.Load();
        try
        {
            var takes = await plugin.DescribeTradingAsync(settings, cancellation)
                ?? throw new UsageException(
                    $"--broker {name}: the plugin {found.Name} does not say which orders it takes before it is connected, or takes none.");
            return (name, takes);
        }
        catch (BrokerException refusal) when (account is null && refusal.Field is { } setting && settings[setting] is null)
        {
            throw new UsageException($"--broker {name}: {refusal.Message} Name an account that has it.");
        }
    }

    private static UsageException Unknown(string name, string accounts, string plugins)
    {
        var named = Directory.Exists(accounts) ? Directory.EnumerateFiles(accounts, "*.json")
            .Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal).ToList() : [];
        var installed = InstalledPlugin.In(plugins).Select(p => p.Name).ToList();
        return new UsageException(
            $"--broker: there is no account and no plugin '{name}': {accounts} has {Listed(named)}, and {plugins} has "
                + $"{Listed(installed)}.");
    }

    private static string Listed(List<string> names) => names.Count == 0 ? "none" : string.Join(", ", names);
}
