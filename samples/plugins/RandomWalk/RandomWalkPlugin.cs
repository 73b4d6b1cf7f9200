using System.Globalization;
using System.Runtime.CompilerServices;
using StrategyHost;
using StrategyHost.Plugins;

namespace RandomWalk;

/// <summary>A plugin that has every symbol, and makes bars up: the same ones for the same times.</summary>
public sealed class RandomWalkPlugin : Plugin, IMarketData
{
    private TimeSpan every = TimeSpan.FromSeconds(1);
    private long most = long.MaxValue;

    /// <inheritdoc/>
    public override IMarketData MarketData => this;

    /// <inheritdoc/>
    public override Task ConnectAsync(PluginSettings settings, CancellationToken cancellation)
    {
        if (settings["every"] is { } text) every = TimeSpan.FromMilliseconds(Number("every", text));
        if (settings["bars"] is { } count) most = Number("bars", count);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<Instrument?> FindAsync(string symbol, CancellationToken cancellation) =>
        Task.FromResult<Instrument?>(new Instrument { Symbol = symbol, TickSize = 0.01m });

    /// <inheritdoc/>
    public async IAsyncEnumerable<SymbolBar> BarsAsync(
        IReadOnlyList<string> symbols, Resolution resolution, DateTime after, [EnumeratorCancellation] CancellationToken cancellation)
    {
        long span = resolution.Span.Ticks;
        long next = (after.Ticks / span) + 1;
        for (long i = 0; i < most; i++, next++)
        {
            if (every > TimeSpan.Zero) await Task.Delay(every, cancellation);
            foreach (var symbol in symbols) yield return new SymbolBar(symbol, BarOf(next - 1, span));
        }
    }

    private static Bar BarOf(long index, long span)
    {
        double open = PriceAt(index);
        double close = PriceAt(index + 1);
        return new Bar(new DateTime(index * span, DateTimeKind.Utc), new DateTime((index + 1) * span, DateTimeKind.Utc), open,
            Math.Max(open, close), Math.Min(open, close), close, 1000);
    }

    /// <summary>Waves of several lengths, which do not repeat together.</summary>
    private static double PriceAt(long index) =>
        Math.Round(100 + (4 * Math.Sin(index / 31.0)) + (2 * Math.Sin(index / 7.3)) + Math.Sin(index / 2.1), 2);

    private static long Number(string name, string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number)
        ? number
        : throw new BrokerException(BrokerError.Invalid, $"The setting {name} is '{text}', and must be a whole number.") { Field = name };
}
