using StrategyHost.Cli.Output;

namespace StrategyHost.Cli.Tests.Output;

public sealed class RepeatedDenialsTests
{
    private static LogEntry Entry(int second, string kind, string text, string source = "trend") =>
        new(new DateTime(2026, 1, 2, 3, 4, second, DateTimeKind.Utc), LogLevel.Warning, kind, source, "", "", text);

    private static LogEntry Denial(int second, int order, string reason, string source = "trend") =>
        Entry(second, "Denial", $"order #{order} Buy 1 X Market Denied: {reason}", source);

    [Fact]
    public void Denials_for_one_reason_that_follow_each_other_are_one_line() =>
        Assert.Equal(
            ["2026-01-02T03:04:01.000Z Denial trend: order #1 Buy 1 X Market Denied: NotArmed (and 2 more like it until 03:04:03Z)",
                "2026-01-02T03:04:04.000Z Denial trend: order #4 Buy 1 X Market Denied: Halted"],
            RepeatedDenials.Lines([Denial(1, 1, "NotArmed"), Denial(2, 2, "NotArmed"), Denial(3, 3, "NotArmed"), Denial(4, 4, "Halted")]));

    [Fact]
    public void Nothing_is_left_out_of_other_lines_or_of_other_deployments() =>
        Assert.Equal(5, RepeatedDenials.Lines([Entry(1, "Warning", "a"), Entry(2, "Warning", "a"), Denial(3, 1, "NotArmed"),
            Denial(4, 1, "NotArmed", "swing"), Denial(5, 2, "NotArmed")]).Count());
}
