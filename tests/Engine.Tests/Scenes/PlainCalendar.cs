namespace StrategyHost.Engine.Tests.Scenes;

/// <summary>A calendar that does not know its sessions, on UTC.</summary>
internal sealed class PlainCalendar(int periodsPerYear = 252) : TradingCalendar
{
    public override string Name => "";

    public override string Zone => "UTC";

    public override int PeriodsPerYear => periodsPerYear;

    public override TradingSession? SessionOn(DateOnly date) => null;

    public override TradingSession? SessionAt(DateTime utc) => null;

    public override bool IsOpen(DateTime utc) => true;

    public override DateOnly DateOf(DateTime utc) => DateOnly.FromDateTime(utc.AddTicks(-1));

    public override DateTime ToLocal(DateTime utc) => DateTime.SpecifyKind(utc, DateTimeKind.Unspecified);

    public override DateTime ToUtc(DateTime local) => DateTime.SpecifyKind(local, DateTimeKind.Utc);
}
