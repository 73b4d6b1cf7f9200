using StrategyHost.Engine.Runs;
using StrategyHost.Live.Brokers;
using StrategyHost.Live.Sessions;

namespace StrategyHost.Live.Deployments;

/// <summary>Looks at a deployment, and at an account, without starting it: nobody outside is asked, and nothing is written.</summary>
/// <param name="parts">What deployments are put together from.</param>
public sealed class DeploymentExam(DeploymentParts parts)
{
    /// <summary>Looks at a deployment's file, script, feed and account.</summary>
    /// <param name="path">Its file.</param>
    /// <param name="accounts">The folder of accounts.</param>
    /// <param name="defaults">What holds where the file is silent.</param>
    /// <returns>What was found, in a sentence.</returns>
    /// <exception cref="DeploymentException">It could not be started as it is. The script, data and plugin throw what they
    /// throw.</exception>
    public async Task<string> LookAtAsync(string path, string accounts, DeploymentDefaults defaults)
    {
        var terms = DeploymentFile.Read(path, defaults);
        if (!File.Exists(terms.Script)) throw new DeploymentException($"there is no script {terms.Script}");
        using var script = parts.Compile(terms.Script);
        var symbols = StrategyOutline.Of(script.Create(), terms.Settings.Limits, terms.Settings.Parameters).Symbols;
        if (symbols.Count == 0) throw new DeploymentException($"{terms.Script} names no symbol: call OnBar, an indicator or Use with one");
        if (terms.Replay is { } replay)
        {
            var load = parts.OpenData(replay.Data);
            foreach (var symbol in symbols) load(symbol);
        }

        if (terms.Calendar is { } calendar) parts.CalendarOf(new Instrument { Symbol = symbols[0], Calendar = calendar });
        if (terms.Plugin is { } feed)
            await LoadAsync(new PluginUse(feed.Id, SettingValues.Resolve(feed.Settings, terms.Name), terms.Name, null, _ => { }));
        if (terms.Account is { } account) AccountFile.Read(accounts, account);
        string from =
            terms.Replay is { } data ? data.Data : terms.Plugin is { } plugin ? $"the plugin {plugin.Id}" : $"the account {terms.Account}";
        return $"{terms.Venue.ToString().ToLowerInvariant()}, {string.Join(", ", symbols)} from {from}";
    }

    /// <summary>Looks at an account's file and plugin.</summary>
    /// <param name="folder">The folder of accounts.</param>
    /// <param name="name">The account.</param>
    /// <returns>What was found, in a sentence.</returns>
    /// <exception cref="DeploymentException">It could not be opened as it is. The plugin throws what it throws.</exception>
    public async Task<string> LookAtAccountAsync(string folder, string name)
    {
        var spec = AccountFile.Read(folder, name);
        var warnings = new List<string>();
        await LoadAsync(new PluginUse(spec.Plugin, spec.ResolvedSettings, spec.Name, null, warnings.Add)
        {
            InClear = SettingValues.InClear(spec.Settings)
        });
        return string.Join(' ',
            [.. warnings, $"the plugin {spec.Plugin} takes its settings; 'strategyhost plugins verify' tries them at the broker"]);
    }

    private async Task LoadAsync(PluginUse use)
    {
        var (plugin, _) = parts.Plugin(use);
        await plugin.DisposeAsync();
    }
}
