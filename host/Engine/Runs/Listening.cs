using StrategyHost.Engine.Markets;
using StrategyHost.Engine.Supervision;

namespace StrategyHost.Engine.Runs;

/// <summary>Connects what strategies declare with the markets that they named.</summary>
internal static class Listening
{
    /// <summary>Lets what is declared listen to a market's bars and ticks.</summary>
    /// <exception cref="SetupException">It wants quotes or trades that the data does not have.</exception>
    public static void To(Market market, StrategyDeclaration declaration)
    {
        string symbol = market.Instrument.Symbol;
        market.Listen(declaration.ListenersOfData(symbol, market.Series.Resolution), Ticks(market.Series, declaration));
    }

    /// <summary>The builders of the longer bars that are declared.</summary>
    /// <param name="declaration">What is declared.</param>
    /// <param name="markets">The markets.</param>
    /// <param name="known">Builders that are under way already: they go on, with new listeners.</param>
    /// <exception cref="SetupException">Bars of a length cannot be built from the data.</exception>
    public static List<(Market Market, BarBuilder Builder)> Builders(StrategyDeclaration declaration, IEnumerable<Market> markets,
        IReadOnlyList<(Market Market, BarBuilder Builder)> known)
    {
        var builders = new List<(Market, BarBuilder)>();
        foreach (var market in markets)
        {
            string symbol = market.Instrument.Symbol;
            var finest = market.Series.Resolution;
            foreach (var view in declaration.Views.Where(v => v.Symbol == symbol && v.Resolution is { } r && r != finest))
            {
                var resolution = view.Resolution!.Value;
                if (!resolution.CanBeBuiltFrom(finest))
                    throw new SetupException(
                        $"Bars of {resolution} cannot be built for {symbol}, whose data has bars of {finest}: give finer data or ask "
                            + $"for a multiple.");
                var listeners = declaration.ListenersOf(view);
                var builder = known.FirstOrDefault(k => k.Market.Index == market.Index && k.Builder.View == view).Builder;
                if (builder is null) builder = new BarBuilder(market.Calendar, view, listeners);
                else builder.Listen(listeners);
                builders.Add((market, builder));
            }
        }

        return builders;
    }

    private static TickListeners? Ticks(BarSeries series, StrategyDeclaration declaration)
    {
        string symbol = series.Instrument.Symbol;
        var ticks = new TickListeners(
            symbol, declaration.QuoteHandlers.Where(h => h.Symbol == symbol).Select(h => h.Handler),
            declaration.TradeHandlers.Where(h => h.Symbol == symbol).Select(h => h.Handler));
        bool hasQuotes = series.Quotes is not null;
        bool hasTrades = series.Resolution.IsTick && !hasQuotes;
        if ((ticks.WantsQuotes && !hasQuotes) || (ticks.WantsTrades && !hasTrades))
            throw new SetupException(
                $"{ticks.HandlerName} needs data with {(ticks.WantsQuotes ? "quotes" : "trades")}, and {symbol} has "
                    + $"{(hasQuotes ? "quotes" : hasTrades ? "trades" : $"bars of {series.Resolution}")}.");
        return ticks is { WantsQuotes: false, WantsTrades: false } ? null : ticks;
    }
}
