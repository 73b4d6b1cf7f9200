using StrategyHost.Engine.Runs;
using StrategyHost.Engine.Supervision;
using StrategyHost.Engine.Tests.Scenes;
using StrategyHost.Live.Deployments;
using StrategyHost.Live.Feeds;
using StrategyHost.Plugins;

namespace StrategyHost.Live.Tests.Feeds;

public sealed class SessionFeedsTests
{
    [Theory]
    [InlineData("", "24/7")]
    [InlineData(""", "calendar": "XNYS" """, "XNYS")]
    public async Task Bars_of_a_plugin_have_the_calendar_that_the_deployment_says_or_else_the_plugins(string said, string expected)
    {
        var deployment = DeploymentFile.Parse("trend.json",
            $$"""{ "script": "a.csx", "mode": "paper", "feed": { "plugin": "bars", "resolution": "1m" {{said}} } }""");
        var asked = new List<string>();
        var parts = Workshop.Parts(_ => { }) with
        {
            Plugin = _ => (new Bars(), new PluginSettings(new Dictionary<string, string>())),
            CalendarOf = instrument =>
            {
                asked.Add(instrument.Calendar);
                return new PlainCalendar();
            },
        };
        var outline = StrategyOutline.Of(new ScriptedStrategy(s => s.OnBar("X", _ => { })), new HandlerLimits(),
            new Dictionary<string, string>());
        await using var feed = await new SessionFeeds(deployment, parts, _ => { }).OpenAsync(outline, [], null,
            TestContext.Current.CancellationToken);
        Assert.Equal([expected], asked);
        Assert.Equal(expected, Assert.Single(feed.Markets).Instrument.Calendar);
    }

    private sealed class Bars : Plugin, IMarketData
    {
        public override IMarketData MarketData => this;

        public override Task ConnectAsync(PluginSettings settings, CancellationToken cancellation) => Task.CompletedTask;

        public Task<Instrument?> FindAsync(string symbol, CancellationToken cancellation) =>
            Task.FromResult<Instrument?>(new Instrument { Symbol = symbol, Calendar = "24/7" });

        public IAsyncEnumerable<SymbolBar> BarsAsync(IReadOnlyList<string> symbols, Resolution resolution, DateTime after,
            CancellationToken cancellation) => AsyncEnumerable.Empty<SymbolBar>();

        public Task<IReadOnlyList<Bar>> HistoryAsync(string symbol, Resolution resolution, DateTime from, DateTime to,
            CancellationToken cancellation) => Task.FromResult<IReadOnlyList<Bar>>([]);
    }
}
