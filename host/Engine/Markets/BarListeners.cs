using System.Runtime.CompilerServices;
using StrategyHost.Engine.Supervision;
using StrategyHost.Indicators;

namespace StrategyHost.Engine.Markets;

/// <summary>The indicators, histories and handlers that want each bar of a series.</summary>
public sealed class BarListeners
{
    private readonly Indicator[] indicators;
    private readonly BarHistory[] histories;
    private readonly Action<Bar>[] handlers;
    private readonly bool hasAny;
    private readonly string indicatorsName;
    private readonly Action<Bar>? updateSupervised;

    /// <summary>Listeners to one series, told in this order.</summary>
    public BarListeners(BarView view, IEnumerable<Indicator> indicators, IEnumerable<BarHistory> histories,
        IEnumerable<Action<Bar>> handlers)
    {
        View = view;
        this.indicators = [.. indicators];
        this.histories = [.. histories];
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

    /// <summary>Multiplies what adjusted histories hold.</summary>
    public void Rescale(double prices, double volumes)
    {
        foreach (var history in histories)
        {
            if (history.IsAdjusted) history.Rescale(prices, volumes);
        }
    }
}
