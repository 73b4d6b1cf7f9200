namespace StrategyHost.Data.Calendars;

/// <summary>The hours of an exchange's regular trading from a date on, on its wall clock.</summary>
/// <param name="From">The first date on which they hold.</param>
/// <param name="Open">When trading begins.</param>
/// <param name="Close">When it ends.</param>
/// <param name="EarlyClose">When it ends on a short day.</param>
/// <param name="Break">The pause in the middle of the day; null for none.</param>
internal sealed record ExchangeHours(DateOnly From, TimeOnly Open, TimeOnly Close, TimeOnly EarlyClose,
    (TimeOnly Start, TimeOnly End)? Break = null);
