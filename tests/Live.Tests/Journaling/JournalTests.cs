using Microsoft.Data.Sqlite;
using StrategyHost.Engine.Runs.Live;
using StrategyHost.Engine.Venues.Broker;
using StrategyHost.Live.Feeds;
using StrategyHost.Live.Journaling;
using StrategyHost.Plugins;

namespace StrategyHost.Live.Tests.Journaling;

public sealed class JournalTests : IDisposable
{
    private static readonly DateTime Start = new(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private static readonly SessionSnapshot Standing = new(3, 100.5, 50.25, [new StandingPosition("X", 1, 50.25m, 51, 0.75m)],
        [new StandingOrder(7, Start, "Buy", 5, "X", "Limit", 49.5m, null, "Accepted", 2)])
    {
        IsArmed = false,
        ArmedUntil = Start.AddDays(1),
        IsHalted = true,
        IsFlattening = true,
        Limit = "MaxDailyLoss: lost",
        Mismatch = "the broker holds more",
        NewestPrice = Start,
    };
    private static readonly Instrument Traded = new()
    {
        Symbol = "ES",
        TickSize = 0.25m,
        Multiplier = 50,
        AssetClass = AssetClass.Future,
        Calendar = "XNYS"
    };
    private static readonly TradingCapabilities Broker = new()
    {
        OrderTypes = [OrderType.Market],
        TimesInForce = [TimeInForceKind.Day],
        AmendsOrders = true,
        RequestsPerSecond = 3
    };
    private static readonly SessionSettings Settings = new(1000, "{}", Broker);
    private readonly Workshop workshop = new();

    public void Dispose() => workshop.Dispose();

    private string Path => workshop["journal.db"];

    [Fact]
    public void What_was_appended_is_there_again()
    {
        var bar = new Bar(Start, Start.AddMinutes(1), 1.1, 2.2, 0.3, 1.4, 1e9);
        var order = new BrokerOrder
        {
            ClientId = "C1",
            BrokerId = "B1",
            Symbol = "X",
            Side = Side.Sell,
            Quantity = 2.5m,
            LimitPrice = 1.25m,
            Status = OrderStatus.PartiallyFilled,
            Filled = 1
        };
        var execution = new Execution("E1", "C1", "X", Side.Sell, 1, 1.3m, 0.01m, Start, Liquidity.Maker);
        BrokerEvent[] news = [new OrderReport(order, "too late", new OrderChange(3, 1.5m, null)), new ExecutionReport(execution),
            new PositionAdopted("X", -3, 1.2m, Start), new AccountMismatch(null)];
        var quote = new Quote(bar.End, 1.1, 2, double.NaN, 0);
        LiveEvent[] events = [new(bar.End, [new LiveBar("X", bar), new LiveBar("Ünï 字", bar, quote)]),
            .. news.Select(n => new LiveEvent(bar.End, [], Broker: n)),
            new(Start.AddMinutes(2), [], SessionCommand.Arm) { Received = Start.AddHours(1), Until = Start.AddHours(2) }];
        Outcome[] outcomes = [new("order", "1 …"), new("fill", "1 …")];
        using (var journal = new Journal(Path))
        {
            var session = journal.Begin(Start, Start.AddDays(-1), [new KnownMarket(Traded, true, [bar])], Settings);
            journal.Append(session.Id, Standing, outcomes, events);
            journal.End(session.Id, Start.AddHours(1));
        }

        using var again = new Journal(Path);
        var found = again.Sessions().Single();
        var market = again.Markets(1).Single();
        Assert.Equal((Traded, true, bar), (market.Instrument, market.HasQuotes, market.Past.Single()));
        var snapshot = Standing with { Positions = found.Snapshot.Positions, OpenOrders = found.Snapshot.OpenOrders };
        Assert.Equal(new SessionRecord(1, Start, Start.AddDays(-1), Start.AddHours(1), snapshot, "{}") { Broker = found.Broker }, found);
        Assert.Equal(Standing.Positions, found.Snapshot.Positions);
        Assert.Equal(Standing.OpenOrders, found.Snapshot.OpenOrders);
        Assert.Equal(Broker.OrderTypes, found.Broker!.OrderTypes);
        Assert.Equal(Broker.TimesInForce, found.Broker.TimesInForce);
        Assert.Equal(Broker, found.Broker with { OrderTypes = Broker.OrderTypes, TimesInForce = Broker.TimesInForce });
        var read = again.Events(1).ToList();
        Assert.Equal(events.Select(e => e.Time), read.Select(e => e.Time));
        Assert.Equal(events[0].Bars, read[0].Bars);
        Assert.Empty(read[^1].Bars);
        Assert.Equal((SessionCommand.Arm, Start.AddHours(1), Start.AddHours(2)), (read[^1].Command, read[^1].Received, read[^1].Until));
        Assert.Equal(news, read.Select(e => e.Broker).OfType<BrokerEvent>());
        Assert.Equal(8, again.Origin.Length);
        Assert.Equal(outcomes, again.Outcomes(1));
        Assert.Equal((6, Start.AddMinutes(2)), again.CountEvents(1));
    }

    [Fact]
    public void A_new_session_stands_at_its_cash_and_is_armed_only_where_its_orders_go_to_no_broker()
    {
        using var journal = new Journal(Path);
        var live = journal.Begin(Start, Start, [], Settings).Snapshot;
        var paper = journal.Begin(Start, Start, [], Settings with { Broker = null }).Snapshot;
        Assert.Equal((1000, 1000, 0, false), (live.Equity, live.Cash, live.Handled, live.IsArmed));
        Assert.True(paper.IsArmed);
    }

    [Fact]
    public void Events_are_read_page_by_page_as_they_were_when_they_were_asked_for()
    {
        using var journal = new Journal(Path);
        long session = journal.Begin(Start, Start, [], Settings).Id;
        journal.Append(session, Standing, [.. Enumerable.Range(0, 2500).Select(i => new Outcome("order", $"{i}"))],
            [.. Enumerable.Range(0, 2500).Select(i => new LiveEvent(Start.AddMinutes(i), []))]);
        var (events, outcomes) = (journal.Events(session), journal.Outcomes(session));
        journal.Append(session, Standing, [new Outcome("order", "later")], [new LiveEvent(Start.AddDays(9), [])]);
        Assert.Equal(Enumerable.Range(0, 2500), events.Select(e => (int)(e.Time - Start).TotalMinutes));
        Assert.Equal(2500, outcomes.Count());
        Assert.Equal(Start.AddDays(9), journal.LatestEvents(session).First().Time);
    }

    [Fact]
    public void A_journal_of_a_newer_version_is_refused()
    {
        new Journal(Path).Dispose();
        using (var connection = new SqliteConnection($"Data Source={Path};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA user_version = 99";
            command.ExecuteNonQuery();
        }

        Assert.Contains("newer version", Assert.Throws<JournalException>(() => new Journal(Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_no_journal_is_said_so()
    {
        File.WriteAllText(Path, new string('x', 10_000));
        Assert.Contains("is damaged", Assert.Throws<JournalException>(() => new Journal(Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_torn_end_of_the_write_ahead_log_loses_nothing_that_was_acknowledged_before_it()
    {
        using (var journal = new Journal(Path))
        {
            var session = journal.Begin(Start, Start, [], Settings);
            for (int i = 0; i < 20; i++) journal.Append(session.Id, Standing, [], [new LiveEvent(Start.AddMinutes(i), [])]);
            foreach (var end in new[] { "", "-wal" }) File.Copy(Path + end, workshop["copy.db"] + end);
        }

        using (var log = new FileStream(workshop["copy.db-wal"], FileMode.Append)) log.Write(new byte[1000]);
        using var torn = new Journal(workshop["copy.db"]);
        Assert.Equal(20, torn.Events(1).Count());
    }

    [Fact]
    public void A_journal_that_cannot_be_written_stops_the_session()
    {
        using (var journal = new Journal(Path)) journal.Begin(Start, Start, [], Settings);
        using var blocker = new SqliteConnection($"Data Source={Path};Pooling=False");
        blocker.Open();
        using (var command = blocker.CreateCommand())
        {
            command.CommandText = "DROP TABLE event";
            command.ExecuteNonQuery();
        }

        using var broken = new Journal(Path);
        var failure = Assert.Throws<JournalException>(() => broken.Append(1, Standing, [], [new LiveEvent(Start, [])]));
        Assert.Contains("Nothing is traded without it", failure.Message, StringComparison.Ordinal);
    }
}
