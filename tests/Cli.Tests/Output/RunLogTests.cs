using StrategyHost.Cli.Output;

namespace StrategyHost.Cli.Tests.Output;

public sealed class RunLogTests
{
    private static readonly DateTime Start = new(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private static string[] Lines(Action<RunLog> write)
    {
        using var writer = new StringWriter();
        using (var log = new RunLog(writer)) write(log);
        return writer.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    [Fact]
    public void A_thousand_warnings_become_one_with_a_count()
    {
        var lines = Lines(log =>
        {
            for (int i = 1; i <= 1000; i++)
                log.Write(Start.AddDays(i), LogLevel.Warning,
                    FormattableString.Invariant(
                        $"Order {i} Buy {i * 10} X was denied: BuyingPower: the order needs {i}.50 USD, the account has -{i}.00."));
        });
        Assert.Equal(2, lines.Length);
        Assert.Equal("2024-01-02T00:00:00Z WRN Order 1 Buy 10 X was denied: BuyingPower: the order needs 1.50 USD, the account has -1.00.",
            lines[0]);
        Assert.Equal(
            "2026-09-27T00:00:00Z WRN 999 more like the first, the last of them: Order 1000 Buy 10000 X was denied: BuyingPower: the "
                + "order needs 1000.50 USD, the account has -1000.00.", lines[1]);
    }

    [Fact]
    public void Warnings_of_other_kinds_stand_for_themselves()
    {
        var lines = Lines(log =>
        {
            log.Write(Start, LogLevel.Warning, "Order 1 Buy 10 X was denied.");
            log.Write(Start, LogLevel.Warning, "Order 2 Sell 10 X was denied.");
            log.Write(Start, LogLevel.Warning, "Order 3 Buy 10 Y was denied.");
            log.Write(Start, LogLevel.Error, "OnBar has thrown.");
        });
        Assert.Equal(4, lines.Length);
    }

    [Fact]
    public void A_warning_that_comes_twice_is_shown_twice()
    {
        var lines = Lines(log =>
        {
            log.Write(Start, LogLevel.Warning, "Order 1 was denied.");
            log.Write(Start.AddDays(1), LogLevel.Warning, "Order 2 was denied.");
        });
        Assert.Equal(["2024-01-01T00:00:00Z WRN Order 1 was denied.", "2024-01-02T00:00:00Z WRN Order 2 was denied."], lines);
    }

    [Fact]
    public void What_a_script_tells_is_not_gathered()
    {
        var lines = Lines(log =>
        {
            for (int i = 0; i < 500; i++) log.Write(Start, LogLevel.Info, FormattableString.Invariant($"close {i}"));
        });
        Assert.Equal(500, lines.Length);
    }

    [Fact]
    public void Warnings_that_repeat_leave_room_for_other_lines()
    {
        var lines = Lines(log =>
        {
            for (int i = 0; i < 5000; i++) log.Write(Start, LogLevel.Warning, FormattableString.Invariant($"Order {i} was denied."));
            log.Write(Start, LogLevel.Info, "done");
        });
        Assert.Contains(lines, l => l.EndsWith("INF done", StringComparison.Ordinal));
    }
}
