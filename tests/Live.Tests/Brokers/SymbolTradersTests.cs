using Microsoft.Extensions.Time.Testing;
using StrategyHost.Live.Brokers;

namespace StrategyHost.Live.Tests.Brokers;

public sealed class SymbolTradersTests
{
    private readonly Files files = new();
    private readonly FakeTimeProvider time = new();

    [Fact]
    public void A_symbol_is_shared_with_another_deployment_and_not_with_another_session_of_the_same()
    {
        var traders = new SymbolTraders(files, time);
        traders.Add(["ABC"], "AAAAAAAA0001");
        Assert.False(traders.HasOther("ABC", "AAAAAAAA0002"));
        Assert.True(traders.HasOther("ABC", "BBBBBBBB0001"));
        Assert.False(traders.HasOther("BC", "BBBBBBBB0001"));
    }

    [Fact]
    public void It_is_known_after_a_restart_however_long_the_host_has_run()
    {
        var first = new SymbolTraders(files, time);
        first.Add(["ABC"], "AAAAAAAA0001");
        time.Advance(TimeSpan.FromDays(40));
        first.Add(["ABC"], "BBBBBBBB0001");
        Assert.True(new SymbolTraders(files, time).HasOther("ABC", "BBBBBBBB0001"));
    }

    [Fact]
    public void One_that_stopped_more_than_a_day_before_the_others_were_started_is_forgotten_at_the_next_start()
    {
        new SymbolTraders(files, time).Add(["ABC"], "AAAAAAAA0001");
        time.Advance(SymbolTraders.Remembered);
        new SymbolTraders(files, time).Add(["XYZ"], "BBBBBBBB0001");
        Assert.True(new SymbolTraders(files, time).HasOther("ABC", "BBBBBBBB0001"));
        time.Advance(TimeSpan.FromTicks(1));
        new SymbolTraders(files, time).Add(["XYZ"], "BBBBBBBB0001");
        Assert.False(new SymbolTraders(files, time).HasOther("ABC", "BBBBBBBB0001"));
    }

    private sealed class Files : IAccountFiles
    {
        private readonly Dictionary<string, string> texts = [];

        public string? Read(string name) => texts.GetValueOrDefault(name);

        public void Write(string name, string text) => texts[name] = text;

        public string? Take(string name) => texts.Remove(name, out var text) ? text : null;
    }
}
