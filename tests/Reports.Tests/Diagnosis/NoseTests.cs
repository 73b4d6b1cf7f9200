using StrategyHost.Reports.Diagnosis;

namespace StrategyHost.Reports.Tests.Diagnosis;

public sealed class NoseTests : IDisposable
{
    private readonly ResultOnDisk result = new();

    public void Dispose() => result.Dispose();

    private void Smells(string name, string evidence)
    {
        var smell = Assert.Single(result.Smells());
        Assert.Equal(name, smell.Name);
        Assert.Contains(evidence, smell.Evidence, StringComparison.Ordinal);
        Assert.EndsWith(".", smell.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public void A_sound_result_smells_of_nothing() => Assert.Empty(result.Smells());

    [Fact]
    public void Market_orders_that_wait_long_fill_on_stale_prices()
    {
        result.Orders[7] = ResultOnDisk.Order(8, "Filled", "2010-01-04T00:00:00Z", "2010-01-20T00:00:00Z");
        Smells("stale prices", "order 8 waited 16 days");
    }

    [Fact]
    public void Equity_that_stands_still()
    {
        for (int i = 10; i < 50; i++)
            result.Equity[i] = FormattableString.Invariant($"{new DateTime(2010, 1, 4).AddDays(i):yyyy-MM-ddTHH:mm:ssZ},100009,0,0,0.5");
        Smells("flat equity", "40 of 50 events in a row");
    }

    [Fact]
    public void Cash_that_never_works()
    {
        result.Summary["exposure"] = "0.02";
        Smells("unused cash", "2.0 % of equity");
    }

    [Fact]
    public void Costs_that_eat_the_profit_or_are_missing()
    {
        result.Summary["commission"] = "80000";
        Smells("costs eat the profit", "80,500.00 of 130,500.00");
        result.Summary["commission"] = result.Summary["slippage"] = "0";
        Smells("no costs", "free");
    }

    [Fact]
    public void One_trade_that_carries_all()
    {
        result.Trades.Add(ResultOnDisk.Trade(9000));
        Smells("one trade carries the result", "earned 9,000.00 of 13,000.00");
    }

    [Theory]
    [InlineData(1, "2010-01-05T00:00:00Z", true)] // an exit of all that is held
    [InlineData(2, "2010-01-05T00:00:00Z", false)] // a reversal that was meant
    [InlineData(1, "2010-01-04T00:00:00Z", false)] // made while nothing was held
    public void Exits_that_opened_a_position(int quantity, string submitted, bool smells)
    {
        result.Orders[1] = "2,2010-01-05T00:00:00Z,X,Sell,Stop,1,,90,GoodTillCancelled,Filled,1,90,2010-01-06T00:00:00Z,,,";
        result.Orders[2] = $"3,{submitted},X,Sell,Limit,{quantity},110,,GoodTillCancelled,Filled,{quantity},110,2010-01-06T00:00:00Z,,,";
        result.Fills.Add("2010-01-06T00:00:00Z,2,X,Sell,1,90,0,Taker");
        result.Fills.Add($"2010-01-06T00:00:00Z,3,X,Sell,{quantity},110,0,Maker");
        if (smells)
            Smells("exits that opened",
                "1 fill of orders that were made to close a position opened one on the other side; the first is of order 3.");
        else Assert.Empty(result.Smells());
    }

    [Fact]
    public void Both_legs_of_a_group()
    {
        result.Orders[3] = ResultOnDisk.Order(4, "Filled", "2010-01-04T00:00:00Z", "2010-01-05T00:00:00Z", group: "4");
        result.Orders[4] = ResultOnDisk.Order(5, "Filled", "2010-01-04T00:00:00Z", "2010-01-05T00:00:00Z", group: "4");
        Smells("both legs filled", "group 4");
    }

    [Fact]
    public void Fills_larger_than_the_market()
    {
        result.Summary["largestVolumeShare"] = "1.5";
        Smells("larger than the market", "150 % of its bar's volume");
    }

    [Fact]
    public void Parameters_at_the_end_of_their_range()
    {
        result.Summary["parameters"] = """{ "fast": 59, "symbol": "X" }""";
        Smells("parameters at the end of their range", "fast = 59 of 2 to 60");
    }

    [Fact]
    public void Too_few_trades_or_days_for_the_ratio()
    {
        result.Summary["probabilisticSharpe"] = "0.8";
        Smells("too little evidence", "80 %");
        result.Summary["probabilisticSharpe"] = "0.99";
        result.Trades.RemoveRange(5, 35);
        Smells("too little evidence", "rests on 5 closed trades");
    }

    [Fact]
    public void A_run_over_all_the_data()
    {
        result.Summary["dataFrom"] = result.Summary["from"];
        result.Summary["dataTo"] = result.Summary["to"];
        Smells("in-sample only", "2010-01-01 to 2015-01-01");
    }

    [Fact]
    public void Orders_that_were_refused()
    {
        for (int i = 0; i < 5; i++)
            result.Orders[i] =
                ResultOnDisk.Order(i + 1, "Denied", "2010-01-04T00:00:00Z", "2010-01-04T00:00:00Z", reason: "\"LotSize: 1, 2\"");
        Smells("orders were refused", "5 of 40 orders were denied or rejected; the first reason is: LotSize: 1, 2");
    }

    [Fact]
    public void A_folder_that_is_no_result_is_refused() =>
        Assert.Contains("is no result", Assert.Throws<IOException>(() => StoredResult.Read(result.Path)).Message, StringComparison.Ordinal);
}
