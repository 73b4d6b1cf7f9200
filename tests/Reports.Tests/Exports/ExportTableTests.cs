using System.Text;
using System.Text.Json;
using Parquet;
using StrategyHost.Reports.Exports;

namespace StrategyHost.Reports.Tests.Exports;

public sealed class ExportTableTests
{
    private const string Csv =
        "id,time,symbol,price,limit_price,reason\n1,2024-01-02T00:00:00Z,X,0.1000000000000000055511151231,,\"a \"\"word\"\", and\na "
            + "line\"\n2,2024-01-02T00:00:00.5Z,Y,1E-07,2.50,\n";

    private static ExportTable Table { get; } = ExportTable.Of(stream => stream.Write(Encoding.UTF8.GetBytes(Csv)));

    private static string Written(Action<Stream> write)
    {
        using var memory = new MemoryStream();
        write(memory);
        return Encoding.UTF8.GetString(memory.ToArray());
    }

    [Fact]
    public void Csv_is_the_same_to_the_letter() => Assert.Equal(Csv, Written(Table.WriteCsv));

    [Fact]
    public void Json_has_numbers_as_exact_as_csv_and_null_for_nothing()
    {
        string text = Written(Table.WriteJson);
        Assert.Contains("\"price\": 0.1000000000000000055511151231", text, StringComparison.Ordinal);
        var rows = JsonDocument.Parse(text).RootElement;
        Assert.Equal(2, rows.GetArrayLength());
        Assert.Equal(JsonValueKind.Null, rows[0].GetProperty("limitPrice").ValueKind);
        Assert.Equal("a \"word\", and\na line", rows[0].GetProperty("reason").GetString());
        Assert.Equal("2024-01-02T00:00:00.5Z", rows[1].GetProperty("time").GetString());
        Assert.Equal(2, rows[1].GetProperty("id").GetInt64());
    }

    [Fact]
    public async Task Parquet_reads_back()
    {
        using var memory = new MemoryStream();
        await ParquetTable.WriteAsync(Table, memory, TestContext.Current.CancellationToken);
        memory.Position = 0;
        await using var reader = await ParquetReader.CreateAsync(memory, cancellationToken: TestContext.Current.CancellationToken);
        using var group = reader.OpenRowGroupReader(0);
        var fields = reader.Schema.GetDataFields().ToDictionary(f => f.Name);
        Assert.Equal(Table.Columns, reader.Schema.GetDataFields().Select(f => f.Name));
        var ids = new long?[2];
        var times = new DateTime?[2];
        var limits = new double?[2];
        var reasons = new string?[2];
        await group.ReadAsync<long>(fields["id"], ids.AsMemory(), cancellationToken: TestContext.Current.CancellationToken);
        await group.ReadAsync<DateTime>(fields["time"], times.AsMemory(), cancellationToken: TestContext.Current.CancellationToken);
        await group.ReadAsync<double>(fields["limit_price"], limits.AsMemory(), cancellationToken: TestContext.Current.CancellationToken);
        await group.ReadAsync(fields["reason"], reasons.AsMemory(), cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal([1, 2], ids);
        Assert.Equal(new DateTime(2024, 1, 2, 0, 0, 0, 500, DateTimeKind.Utc), times[1]);
        Assert.Equal([null, 2.5], limits);
        Assert.Equal("a \"word\", and\na line", reasons[0]);
        Assert.Null(reasons[1]);
    }

    [Fact]
    public void Tables_are_joined_with_a_column_that_says_whose_each_row_is()
    {
        var joined = ExportTable.Join([Table.With("session", "1"), Table.With("session", "2")]);
        Assert.Equal(["1", "1", "2", "2"], joined.Rows.Select(r => r[^1]));
        Assert.Equal("session", joined.Columns[^1]);
    }
}
