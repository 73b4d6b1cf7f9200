namespace StrategyHost.Data.Calendars;

/// <summary>The trading calendars that are known by name.</summary>
public static class TradingCalendars
{
    private static readonly Dictionary<string, Lazy<TradingCalendar>> ByName = new(StringComparer.OrdinalIgnoreCase)
    {
        ["XNYS"] = new(() => NewYork("XNYS")),
        ["XNAS"] = new(() => NewYork("XNAS")),
        ["XHKG"] = new(HongKong),
        ["XSHG"] = new(() => MainlandChina("XSHG")),
        ["XSHE"] = new(() => MainlandChina("XSHE")),
        ["24/7"] = new(() => new AlwaysOpenCalendar()),
        ["FX"] = new(() => new ForexCalendar()),
    };

    /// <summary>All names.</summary>
    public static IEnumerable<string> Names => ByName.Keys;

    /// <summary>The calendar of a name.</summary>
    /// <exception cref="DataException">There is no such calendar.</exception>
    public static TradingCalendar Find(string name) => ByName.TryGetValue(name, out var calendar)
        ? calendar.Value
        : throw new DataException($"There is no trading calendar '{name}': the calendars are {string.Join(", ", Names)}.");

    private static ExchangeCalendar NewYork(string name) => new(
        name, "America/New_York", HolidayTable.Embedded("XNYS"),
        new ExchangeHours(DateOnly.MinValue, new(9, 30), new(16, 0), new(13, 0)));

    private static ExchangeCalendar HongKong() => new(
        "XHKG", "Asia/Hong_Kong", HolidayTable.Embedded("XHKG"),
        new ExchangeHours(DateOnly.MinValue, new(10, 0), new(16, 0), new(12, 30), (new(12, 30), new(14, 30))),
        new ExchangeHours(new(2011, 3, 7), new(9, 30), new(16, 0), new(12, 0), (new(12, 0), new(13, 30))),
        new ExchangeHours(new(2012, 3, 5), new(9, 30), new(16, 0), new(12, 0), (new(12, 0), new(13, 0))));

    private static ExchangeCalendar MainlandChina(string name) => new(
        name, "Asia/Shanghai", HolidayTable.Embedded("XSHG"),
        new ExchangeHours(DateOnly.MinValue, new(9, 30), new(15, 0), new(15, 0), (new(11, 30), new(13, 0))));
}
