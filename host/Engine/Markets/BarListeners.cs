using StrategyHost.Engine.Supervision;
using StrategyHost.Indicators;

namespace StrategyHost.Engine.Markets;

/// <summary>A series of bars as it comes: the latest bar, and the indicators, histories and handlers that want each one.</summary>
public sealed class BarListeners
{
    private readonly Indicator[] indicators;
    private readonly BarHistory[] histories;
    private readonly Action<Bar>[] handlers;
    private readonly string indicatorsName;
    private readonly Action? updateSupervised;
    private Bar latest;

    /// <summary>Listeners to one series, told in this order.</summary>
    public BarListeners(BarView view, IEnumerable<Indicator> indicators, IEnumerable<BarHistory> histories, IEnumerable<Action<Bar>> handlers)
    {
        View = view;
        this.indicators = [.. indicators];
        this.histories = [.. histories];
        this.handlers = [.. handlers];
        HandlerName = $"OnBar({view})";
        indicatorsName = $"The indicators of {view}";
        if (this.indicators.Any(i => i.GetType().Assembly != typeof(Indicator).Assembly)) updateSupervised = Update;
    }

    /// <summary>The latest bar.</summary>
    public ref readonly Bar Latest => ref latest;

    /// <summary>The bars that the strategy asked for.</summary>
    public BarView View { get; }

    /// <summary>What to call its handlers in messages.</summary>
    public string HandlerName { get; }

    /// <summary>Takes a bar as the latest, telling nobody yet.</summary>
    public void Take(in Bar bar) => latest = bar;

    /// <summary>Brings indicators and histories up to the latest bar. Indicators that a strategy brings along run under supervision.</summary>
    public void Update(Supervisor supervisor)
    {
        if (updateSupervised is null) Update();
        else supervisor.Run(indicatorsName, updateSupervised);
    }

    private void Update()
    {
        foreach (var indicator in indicators) indicator.Update(in latest);
        foreach (var history in histories) history.Add(in latest);
    }

    /// <summary>Runs the handlers on the latest bar.</summary>
    public void Handle(Supervisor supervisor)
    {
        foreach (var handler in handlers) supervisor.Run(HandlerName, handler, in latest);
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
