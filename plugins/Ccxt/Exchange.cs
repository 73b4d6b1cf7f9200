using System.Runtime.CompilerServices;
using System.Text.Json;
using StrategyHost.Plugins;

namespace Ccxt;

/// <summary>
/// An account at an exchange, through a process that is started again when it ends. Whatever goes wrong becomes an error of the sdk's
/// kinds.
/// </summary>
internal sealed class Exchange : IAsyncDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);
    private readonly PluginSettings secrets;
    private readonly string folder;
    private readonly SemaphoreSlim opening = new(1);
    private Sidecar? sidecar;

    private Exchange(CcxtSettings settings, PluginSettings secrets, string folder)
    {
        Settings = settings;
        this.secrets = secrets;
        this.folder = folder;
    }

    public CcxtSettings Settings { get; }

    /// <summary>The markets, by symbol.</summary>
    public IReadOnlyDictionary<string, ExchangeMarket> Markets { get; private set; } = new Dictionary<string, ExchangeMarket>();

    /// <summary>What it can do.</summary>
    public ExchangeAbilities Abilities { get; private set; } = new(default, default);

    /// <summary>The bars that it has, in ccxt's words.</summary>
    public IReadOnlyList<string> Timeframes { get; private set; } = [];

    /// <summary>Starts the process, and opens the account.</summary>
    /// <exception cref="BrokerException">There is no Node or no ccxt, or the exchange refuses.</exception>
    public static async Task<Exchange> OpenAsync(CcxtSettings settings, PluginSettings secrets, CancellationToken cancellation)
    {
        var exchange = new Exchange(settings, secrets, Path.GetDirectoryName(typeof(Exchange).Assembly.Location)!);
        try
        {
            await exchange.RunningAsync(cancellation);
            return exchange;
        }
        catch
        {
            await exchange.DisposeAsync();
            throw;
        }
    }

    /// <summary>What an exchange can do, as the library knows it: nothing is asked of the exchange.</summary>
    /// <exception cref="BrokerException">There is no Node, no ccxt, or no such exchange.</exception>
    public static async Task<ExchangeAbilities> DescribeAsync(CcxtSettings settings, CancellationToken cancellation)
    {
        string folder = Path.GetDirectoryName(typeof(Exchange).Assembly.Location)!;
        await using var started = Sidecar.Start(settings.Node, folder, TimeProvider.System);
        try
        {
            var described = await started.AskAsync("describe", new { type = settings.IsSpot ? "spot" : "swap", name = settings.Exchange },
                cancellation);
            var own = described.At(settings.Exchange);
            return new ExchangeAbilities(own.At("has"), own.At("features"));
        }
        catch (SidecarException failure)
        {
            throw StartError(failure, folder);
        }
    }

    /// <summary>A market.</summary>
    /// <exception cref="BrokerException">There is none of that symbol.</exception>
    public ExchangeMarket MarketOf(string symbol) => Markets.TryGetValue(symbol, out var market)
        ? market
        : throw new BrokerException(BrokerError.UnknownInstrument,
            $"{Settings.Exchange} has no {(Settings.IsSpot ? "spot market" : "perpetual future")} {symbol}.");

    /// <summary>Calls a method of ccxt's that only asks.</summary>
    public Task<JsonElement> AskAsync(string name, CancellationToken cancellation, params object?[] args) =>
        GuardedAsync("call", new { name, args }, mayTrade: false, cancellation);

    /// <summary>Calls a method of ccxt's that could trade.</summary>
    public Task<JsonElement> DoAsync(string name, CancellationToken cancellation, params object?[] args) =>
        GuardedAsync("call", new { name, args }, mayTrade: true, cancellation);

    /// <summary>Gives an order that waits for a price new terms, at an exchange where ccxt does not.</summary>
    public Task<JsonElement> ChangeWaitingAsync(KnownOrder order, string quantity, string? limitPrice, string? stopPrice,
        CancellationToken cancellation) =>
        GuardedAsync("changeWaiting", new { id = order.Id, symbol = order.Symbol, quantity, limitPrice, stopPrice }, mayTrade: true,
            cancellation);

    /// <summary>Finds an order; undefined when there is none.</summary>
    public async Task<JsonElement> FindOrderAsync(KnownOrder order, CancellationToken cancellation)
    {
        try
        {
            return await GuardedAsync("findOrder", new
            {
                id = order.Id,
                clientId = order.ClientId,
                symbol = order.Symbol,
                isTrigger = order.IsTrigger,
                placed = order.PlacedId
            }, mayTrade: false, cancellation);
        }
        catch (BrokerException failure) when (failure.InnerException is SidecarException inner && inner.Is("OrderNotFound"))
        {
            return default;
        }
    }

    /// <summary>Waits until every stream stands that was begun.</summary>
    public Task StandsAsync(CancellationToken cancellation) =>
        GuardedAsync("stands", new { patience = Timeout.TotalMilliseconds }, mayTrade: false, cancellation);

    /// <summary>What a stream of ccxt's has.</summary>
    public async IAsyncEnumerable<JsonElement> WatchAsync(string name, [EnumeratorCancellation] CancellationToken cancellation,
        params object?[] args)
    {
        var running = await RunningAsync(cancellation);
        var items = running.WatchAsync(name, args, cancellation).GetAsyncEnumerator(cancellation);
        await using var held = items;
        while (true)
        {
            try
            {
                if (!await items.MoveNextAsync()) yield break;
            }
            catch (SidecarException failure)
            {
                throw new BrokerException(BrokerError.Unavailable, $"The stream {name} of {Settings.Exchange} broke: {failure.Message}",
                    failure);
            }

            yield return items.Current;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (sidecar is not null) await sidecar.DisposeAsync();
        opening.Dispose();
    }

    private async Task<JsonElement> GuardedAsync(string method, object parameters, bool mayTrade, CancellationToken cancellation)
    {
        var running = await RunningAsync(cancellation);
        try
        {
            return await running.AskAsync(method, parameters, cancellation);
        }
        catch (SidecarException failure)
        {
            throw CcxtError.Of(failure, mayTrade);
        }
    }

    /// <summary>The process, started again when it has ended.</summary>
    private async Task<Sidecar> RunningAsync(CancellationToken cancellation)
    {
        if (sidecar is { IsGone: false } running) return running;
        await opening.WaitAsync(cancellation);
        try
        {
            if (sidecar is { IsGone: false } meanwhile) return meanwhile;
            if (sidecar is { } gone) await gone.DisposeAsync();
            sidecar = null;
            var started = Sidecar.Start(Settings.Node, folder, TimeProvider.System);
            try
            {
                await LearnAsync(started, cancellation);
            }
            catch
            {
                await started.DisposeAsync();
                throw;
            }

            return sidecar = started;
        }
        finally
        {
            opening.Release();
        }
    }

    private static BrokerException StartError(SidecarException failure, string folder) =>
        failure.Message.Contains("Cannot find package 'ccxt'", StringComparison.Ordinal)
        ? new BrokerException(BrokerError.Invalid, $"The library ccxt is not installed: run 'npm ci' in {InstallFolder(folder)}.", failure)
        : CcxtError.Of(failure, mayTrade: false);

    /// <summary>Where the library is to be installed: beside the source when the plugin runs from where it was built, so that the next
    /// build has it too.</summary>
    private static string InstallFolder(string folder)
    {
        string found = folder;
        for (var at = Directory.GetParent(folder); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "sidecar.mjs"))) found = at.FullName;
        }

        return found;
    }

    private async Task LearnAsync(Sidecar started, CancellationToken cancellation)
    {
        JsonElement opened;
        try
        {
            opened = await started.AskAsync(
                "open",
                new
                {
                    name = Settings.Exchange,
                    apiKey = secrets["api-key"],
                    secret = secrets["api-secret"],
                    password = secrets["api-password"],
                    sandbox = Settings.IsSandbox,
                    url = Settings.Url,
                    type = Settings.IsSpot ? "spot" : "swap",
                    timeout = Timeout.TotalMilliseconds,
                },
                cancellation);
        }
        catch (SidecarException failure)
        {
            throw StartError(failure, folder);
        }

        Abilities = new ExchangeAbilities(opened.At("has"), opened.At("features"));
        Timeframes = [.. opened.At("timeframes").Rows().Select(t => t.GetString()!)];
        bool isTickSize = opened.Flag("isTickSize");
        Markets = opened.At("markets").Rows().Select(m => ExchangeMarket.Of(m, Settings.Exchange, isTickSize))
            .DistinctBy(m => m.Instrument.Symbol).ToDictionary(m => m.Instrument.Symbol, StringComparer.Ordinal);
    }
}
