using System.Globalization;

namespace StrategyHost.Live.Notices;

/// <summary>What a trading day has brought a deployment, up to the close of its market. Money is in the account's currency.</summary>
/// <param name="Deployment">The deployment.</param>
/// <param name="Date">The trading day.</param>
/// <param name="Time">The session's time at which it was made, UTC.</param>
/// <param name="Equity">What the account is worth.</param>
/// <param name="Change">What that has changed by since the report before.</param>
/// <param name="Orders">How many orders were made that were not denied.</param>
/// <param name="Refused">How many were denied, or rejected by the venue.</param>
/// <param name="Symbols">What was done, or is held, of each symbol.</param>
public sealed record DayReport(string Deployment, DateOnly Date, DateTime Time, double Equity, double Change, int Orders, int Refused,
    IReadOnlyList<DaySymbol> Symbols)
{
    /// <summary>The report in a sentence.</summary>
    public override string ToString()
    {
        string symbols = string.Concat(Symbols.Select(s => $"; {s}"));
        string refused = Refused > 0 ? string.Create(CultureInfo.InvariantCulture, $", {Refused} refused") : "";
        return string.Create(CultureInfo.InvariantCulture,
            $"{Date:yyyy-MM-dd}: equity {Equity:N2}, {Change:+#,0.00;-#,0.00;0.00} on the day; {Orders} orders{refused}{symbols}");
    }
}
