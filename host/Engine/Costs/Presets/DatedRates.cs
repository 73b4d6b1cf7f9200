namespace StrategyHost.Engine.Costs.Presets;

/// <summary>A rate that changes on known dates. Before the first date the first rate is used.</summary>
internal sealed class DatedRates(params (string From, decimal Rate)[] rates)
{
    private readonly (DateOnly From, decimal Rate)[] rates =
        [.. rates.Select(r => (DateOnly.ParseExact(r.From, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), r.Rate))];

    public decimal On(DateOnly date)
    {
        decimal rate = rates[0].Rate;
        foreach (var (from, next) in rates)
        {
            if (from <= date) rate = next;
        }

        return rate;
    }
}
