using StrategyHost.Data.Catalog;
using StrategyHost.Data.Csv;
using StrategyHost.Live.Sessions;
using StrategyHost.Scripting;
using StrategyHost.Scripting.Watching;

namespace StrategyHost.Cli.Commands;

/// <summary>What deployments are put together from, and let go of at the end.</summary>
internal sealed class LiveParts(ScriptLoader loader, CancellationToken cancellation) : IDisposable
{
    private readonly List<IDisposable> open = [];
    private readonly Lock gate = new();

    public DeploymentParts Parts => new(Compile, OpenData, Watch, TimeProvider.System);

    public void Dispose()
    {
        foreach (var part in open) part.Dispose();
    }

    private DeployedScript Compile(string path) => Deployed(Keep(loader.Load(path, cancellation)));

    private static DeployedScript Deployed(CompiledScript compiled) => new(compiled.Path, compiled.Files, compiled.Version, compiled.CreateStrategy);

    private ScriptWatch Watch(DeployedScript script, Action<DeployedScript> changed, Action<string> failed) =>
        new(loader, loader.Load(script.Path, cancellation), compiled => changed(Deployed(Keep(compiled))), error => failed(error.Message), TimeProvider.System);

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
