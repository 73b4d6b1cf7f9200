using System.Runtime.CompilerServices;
using StrategyHost.Engine.Supervision;
using StrategyHost.Indicators;

namespace StrategyHost.Engine.Markets;

/// <summary>The indicators, histories and handlers that want each bar of a series.</summary>
public sealed class BarListeners
{
    private readonly Indicator[] indicators;
    private readonly BarHistory[] histories;
    private readonly Adjustment[] adjustments;
    private readonly Adjustment[] adjustmentsOfHistories;
    private readonly Action<Bar>[] handlers;
    private readonly bool hasAny;
    private readonly string indicatorsName;
    private readonly Action<Bar>? updateSupervised;
    private readonly HashSet<Type> jumps = [];

    /// <summary>Listeners to one series, told in this order.</summary>
    public BarListeners(BarView view, IEnumerable<(BarView View, Indicator Indicator)> indicators,
        IEnumerable<(BarView View, BarHistory History)> histories, IEnumerable<Action<Bar>> handlers)
    {
        View = view;
        this.indicators = [.. indicators.Select(i => i.Indicator)];
        this.histories = [.. histories.Select(h => h.History)];
        adjustments = [.. indicators.Select(i => i.View.Adjustment)];
        adjustmentsOfHistories = [.. histories.Select(h => h.View.Adjustment)];
        this.handlers = [.. handlers];
        hasAny = this.indicators.Length > 0 || this.histories.Length > 0;
        HandlerName = $"OnBar({view})";
        indicatorsName = $"The indicators of {view}";
        if (this.indicators.Any(i => i.GetType().Assembly != typeof(Indicator).Assembly)) updateSupervised = bar => Update(in bar);
    }

    /// <summary>The bars that the strategy asked for.</summary>
    public BarView View { get; }

    /// <summary>What to call its handlers in messages.</summary>
    public string HandlerName { get; }

    /// <summary>Brings indicators and histories up to a bar. Indicators that a strategy brings along run under supervision.</summary>
    public void Update(Supervisor supervisor, in Bar bar)
    {
        if (!hasAny) return;
        if (updateSupervised is null) Update(in bar);
        else supervisor.Run(indicatorsName, updateSupervised, in bar);
    }

    // Not a part of the loop's method, which has so many values of its own that those of the indicators would leave the registers.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Update(in Bar bar)
    {
        foreach (var indicator in indicators) indicator.Update(in bar);
        foreach (var history in histories) history.Add(in bar);
    }

    /// <summary>Runs the handlers on a bar.</summary>
    public void Handle(Supervisor supervisor, in Bar bar)
    {
        foreach (var handler in handlers) supervisor.Run(HandlerName, handler, in bar);
    }

    /// <summary>Brings indicators and histories in line with a split or dividend, before the first bar after it.</summary>
    /// <param name="supervisor">Runs indicators that a strategy brings along.</param>
    /// <param name="action">What happened.</param>
    /// <param name="log">Is told once of each type of indicator that does not say what a split does to it.</param>
    public void Rescale(Supervisor supervisor, in PriceScale action, Log log)
    {
        if (updateSupervised is null) RescaleIndicators(action);
        else supervisor.Run(indicatorsName, RescaleIndicators, in action);
        for (int i = 0; i < histories.Length; i++)
        {
            if (adjustmentsOfHistories[i].Covers(action.Kind)) histories[i].Rescale(action.Prices, action.Volumes);
        }

        foreach (var type in jumps)
        {
            log.Warning($"{type.Name} does not say what a split does to it and sees a jump at that of {View.Symbol}: override Rescale, or "
                + $"declare it on Bars(\"{View.Symbol}\", adjusted: false).");
        }

        jumps.Clear();
    }

    private void RescaleIndicators(PriceScale action)
    {
        for (int i = 0; i < indicators.Length; i++)
        {
            if (adjustments[i].Covers(action.Kind) && !indicators[i].TryRescale(action.Prices, action.Volumes))
                jumps.Add(indicators[i].GetType());
        }
    }
}
