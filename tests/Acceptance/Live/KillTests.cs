using System.Globalization;

namespace StrategyHost.Acceptance.Live;

/// <summary>The host is killed again and again, and nothing is lost. STRATEGYHOST_KILLS says how often; a few times without it.</summary>
public sealed class KillTests
{
    private const int Bars = 2730;
    private const string Script = """
        var seen = 0;
        var quick = Sma("SYNA", 3);
        var calm = Sma("SYNA", 9);
        OnBar("SYNA", bar =>
        {
            seen++;
            Log.Info($"bar {seen}.");
            if (!calm.IsReady) return;
            if (quick > calm && Position("SYNA").IsFlat) Buy("SYNA", 10 + Random.Next(5));
            if (quick < calm && Position("SYNA").IsLong) Close("SYNA");
        });
        """;

    private static int Kills =>
        Environment.GetEnvironmentVariable("STRATEGYHOST_KILLS") is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : 6;

    [Fact]
    public async Task However_often_it_is_killed_a_session_ends_as_if_it_had_not_been()
    {
        using var workshop = new LiveWorkshop();
        workshop.Deploy("cross", Script, speed: 400_000);
        var random = new Random(20261121);
        var instants = Enumerable.Range(0, Kills).Select(_ => random.Next(1, Bars)).Order().ToList();
        foreach (int bar in instants)
        {
            using var program = workshop.Start("live");
            await program.SaysUntil($" bar {bar}.", TestContext.Current.CancellationToken);
            program.Kill();
        }

        var end = workshop.Run("live");
        Assert.Contains("is over", end.Error, StringComparison.Ordinal);
        Assert.Contains("from before a restart", end.Error, StringComparison.Ordinal);
        Assert.Equal(workshop.Backtest("cross"), workshop.OrdersHash("state/cross/session-1/result"));
        var replay = workshop.Run("replay", "cross");
        Assert.Contains("each the same as before", replay.Output, StringComparison.Ordinal);
    }
}
