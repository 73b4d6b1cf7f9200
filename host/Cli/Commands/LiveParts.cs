using StrategyHost.Cli.Output;
using StrategyHost.Data.Calendars;
using StrategyHost.Data.Catalog;
using StrategyHost.Data.Csv;
using StrategyHost.Live.Deployments;
using StrategyHost.Live.Sessions;
using StrategyHost.Plugins;
using StrategyHost.Plugins.Loading;
using StrategyHost.Plugins.Secrets;
using StrategyHost.Scripting;
using StrategyHost.Scripting.Watching;

namespace StrategyHost.Cli.Commands;

/// <summary>What deployments are put together from, and let go of at the end.</summary>
internal sealed class LiveParts(ScriptLoader loader, string plugins, Redaction redaction, CancellationToken cancellation) : IDisposable
{
    private const int DaysOfYear = 365;
    private readonly ScriptLoader loader = loader.ForCopies();
    private readonly List<IDisposable> open = [];
    private readonly Lock gate = new();

    public DeploymentParts Parts => new(Compile, OpenData, Watch, LoadPlugin, CalendarOf, TimeProvider.System)
    {
        AccountKeyOf = AccountKeyOf
    };

    public void Dispose()
    {
        foreach (var part in open) part.Dispose();
    }

    private static DeployedScript Deployed(CompiledScript compiled) =>
        new(compiled.Path, compiled.Files, compiled.Version, compiled.CreateStrategy, new ReleasedScript(compiled, TimeProvider.System));

    private static TradingCalendar CalendarOf(Instrument instrument) => instrument.Calendar.Length > 0
        ? TradingCalendars.Find(instrument.Calendar)
        : new UnscheduledCalendar(TimeZones.Find("UTC"), DaysOfYear);

    private DeployedScript Compile(string path) => Deployed(loader.Load(path, cancellation));

    private ScriptWatch Watch(string path, Action<DeployedScript> changed, Action<string> failed) =>
        new(loader, path, compiled => changed(Deployed(compiled)), error => failed(error.Message), TimeProvider.System);

    private (Plugin, PluginSettings) LoadPlugin(PluginUse use)
    {
        var installed = InstalledPlugin.Find(plugins, use.Id);
        foreach (var secret in installed.Manifest!.Settings.Where(s => s.Secret && use.InClear.Contains(s.Name)))
            use.Warn($"The secret {secret.Name} stands in clear text in the file of {use.Owner}: keep it with 'strategyhost secrets set "
                + $"{use.Owner}.{secret.Name}', and take it out of the file.");
        return (installed.Load(), installed.Manifest!.Bind(ValuesOf(installed.Manifest!, use), use.Folder, use.Warn));
    }

    private string AccountKeyOf(PluginUse use)
    {
        var manifest = InstalledPlugin.Find(plugins, use.Id).Manifest!;
        return manifest.AccountKey(ValuesOf(manifest, use));
    }

    private SettingDictionary ValuesOf(PluginManifest manifest, PluginUse use) =>
        new(manifest, use.Settings, use.Owner, new SecretStore(SecretStore.DefaultFolder), Environment.GetEnvironmentVariable,
            redaction.Hide);

    private Func<string, BarSeries> OpenData(string path)
    {
        var library = new DataLibrary([path], new CsvOptions(), "USD");
        return symbol => Keep(library.Load(symbol, resolution: null, cancellation));
    }

    private T Keep<T>(T part)
        where T : IDisposable
    {
        lock (gate) open.Add(part);
        return part;
    }
}
