namespace StrategyHost.Engine.Tests.Scenes;

/// <summary>An exchange that is open from 09:00 to 17:00 UTC from Monday to Friday.</summary>
internal sealed class OfficeHours : TradingCalendar
{
    public override string Name => "OFFICE";

    public override string Zone => "UTC";

    public override int PeriodsPerYear => 252;

    public override TradingSession? SessionOn(DateOnly date) => date.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday
        ? null
        : new TradingSession(date, date.ToDateTime(new TimeOnly(9, 0), DateTimeKind.Utc),
            date.ToDateTime(new TimeOnly(17, 0), DateTimeKind.Utc));

    public override TradingSession? SessionAt(DateTime utc) =>
        SessionOn(DateOnly.FromDateTime(utc)) is { } session && utc >= session.Open && utc < session.Close ? session : null;

    public override bool IsOpen(DateTime utc) => SessionAt(utc) is not null;

    public override DateOnly DateOf(DateTime utc) => DateOnly.FromDateTime(utc.AddTicks(-1));

    public override DateTime ToLocal(DateTime utc) => DateTime.SpecifyKind(utc, DateTimeKind.Unspecified);

    public override DateTime ToUtc(DateTime local) => DateTime.SpecifyKind(local, DateTimeKind.Utc);
}
