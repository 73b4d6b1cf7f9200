using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using StrategyHost.Data.Csv;

namespace StrategyHost.Data.Tests.Csv;

public sealed class TimeTextTests
{
    private static readonly Config Seeded = Config.QuickThrowOnFailure.WithReplay(20240101, 31).WithMaxTest(500);

    private static ReadTime? Read(string text) => TimeText.TryParse(Encoding.UTF8.GetBytes(text), out var time) ? time : null;

    [Theory]
    [InlineData("2024-03-08T09:30:00", "2024-03-08T09:30:00", false)]
    [InlineData("2024-03-08 09:30:59", "2024-03-08T09:30:59", false)]
    [InlineData("2024-02-29 23:59:59Z", "2024-02-29T23:59:59", true)]
    [InlineData("2024-03-08 09:30", "2024-03-08T09:30:00", false)]
    [InlineData("2024-03-08T09:30:00.25", "2024-03-08T09:30:00.25", false)]
    [InlineData("2024-3-8", "2024-03-08T00:00:00", false)]
    [InlineData("20240308 09:30:00", "2024-03-08T09:30:00", false)]
    [InlineData("20240308093000", "2024-03-08T09:30:00", false)]
    [InlineData("202403080930", "2024-03-08T09:30:00", false)]
    [InlineData("2024-03-08T09:30:00Z", "2024-03-08T09:30:00", true)]
    [InlineData("2024-03-08T09:30:00+02:00", "2024-03-08T07:30:00", true)]
    [InlineData("2024-03-08T09:30:00-0530", "2024-03-08T15:00:00", true)]
    [InlineData("2024-03-08 09:30:00+01", "2024-03-08T08:30:00", true)]
    [InlineData("1709890200", "2024-03-08T09:30:00", true)]
    [InlineData("1709890200000", "2024-03-08T09:30:00", true)]
    [InlineData("1709890200000000", "2024-03-08T09:30:00", true)]
    [InlineData("1709890200000000000", "2024-03-08T09:30:00", true)]
    public void Times_are_read_as_they_are_written(string text, string expected, bool isUtc)
    {
        var time = Read(text)!.Value;
        Assert.Equal(DateTime.Parse(expected, CultureInfo.InvariantCulture), DateTime.SpecifyKind(time.Time, DateTimeKind.Unspecified));
        Assert.Equal(isUtc, time.Time.Kind == DateTimeKind.Utc);
    }

    [Theory]
    [InlineData("2023-02-29T00:00:00")]
    [InlineData("2024-03-08T24:00:01")]
    [InlineData("2024-03-08T0x:00:00Z")]
    [InlineData("03/04/2020")]
    [InlineData("3.4.2020")]
    [InlineData("2020-13-01")]
    [InlineData("2021-02-29")]
    [InlineData("12:30")]
    [InlineData("2020-01-01T24:30")]
    [InlineData("")]
    [InlineData("20200101T")]
    public void Times_that_read_in_two_ways_or_in_none_are_refused(string text) => Assert.Null(Read(text));

    [Fact]
    public void Every_instant_survives_being_written_and_read()
    {
        var seconds = Gen.Choose(-2_000_000_000, 2_000_000_000).Zip(Gen.Choose(0, 9_999_999));
        Check.One(Seeded, Prop.ForAll(seconds.ToArbitrary(), (Action<(int, int)>)(s =>
        {
            var instant = DateTime.UnixEpoch.AddSeconds(s.Item1).AddTicks(s.Item2);
            Assert.Equal(instant, Read(instant.ToString("yyyy-MM-ddTHH:mm:ss.fffffffZ", CultureInfo.InvariantCulture))!.Value.Time);
            Assert.Equal(instant, Read(instant.ToString("yyyy/MM/dd HH:mm:ss.fffffff+00:00", CultureInfo.InvariantCulture))!.Value.Time);
        })));
    }

    [Fact]
    public void No_text_whatever_is_answered_with_an_exception()
    {
        var characters = Gen.Elements("0123456789-:/. TZ+abé\0".ToCharArray()).ArrayOf();
        Check.One(Seeded, Prop.ForAll(characters.ToArbitrary(), (Action<char[]>)(text => _ = Read(new string(text)))));
    }
}
