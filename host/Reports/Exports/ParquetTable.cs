using System.Globalization;
using Parquet;
using Parquet.Schema;

namespace StrategyHost.Reports.Exports;

/// <summary>
/// Writes a table as Parquet: times as timestamps in microseconds, UTC; whole numbers as 64-bit integers; other numbers as doubles, the
/// nearest to what CSV
/// says exactly; an empty field as null.
/// </summary>
public static class ParquetTable
{
    /// <summary>Writes it.</summary>
    /// <param name="table">The table.</param>
    /// <param name="stream">Takes it; it must be one that knows its position.</param>
    /// <param name="cancellation">Ends it early.</param>
    public static async Task WriteAsync(ExportTable table, Stream stream, CancellationToken cancellation)
    {
        var fields = table.Columns.Select(FieldOf).ToArray();
        await using var writer = await ParquetWriter.CreateAsync(new ParquetSchema(fields), stream, cancellationToken: cancellation);
        using var group = writer.CreateRowGroup();
        for (int i = 0; i < fields.Length; i++)
        {
            var column = table.Rows.Select(r => r[i]).ToList();
            await WriteAsync(group, fields[i], ExportTable.KindOf(table.Columns[i]), column, cancellation);
        }

        group.CompleteValidate();
    }

    private static DataField FieldOf(string column) => ExportTable.KindOf(column) switch
    {
        ColumnKind.Time =>
            new DateTimeDataField(column, DateTimeFormat.Timestamp, isAdjustedToUTC: true, DateTimeTimeUnit.Micros, isNullable: true),
        ColumnKind.Whole => new DataField(column, typeof(long), isNullable: true),
        ColumnKind.Number => new DataField(column, typeof(double), isNullable: true),
        _ => new DataField(column, typeof(string), isNullable: true),
    };

    private static async Task WriteAsync(ParquetRowGroupWriter group, DataField field, ColumnKind kind, List<string> column,
        CancellationToken cancellation)
    {
        switch (kind)
        {
            case ColumnKind.Time:
                await group.WriteAsync<DateTime>(field, Values(column, TimeOf), cancellationToken: cancellation);
                break;
            case ColumnKind.Whole:
                await group.WriteAsync<long>(field, Values(column, c => long.Parse(c, CultureInfo.InvariantCulture)),
                    cancellationToken: cancellation);
                break;
            case ColumnKind.Number:
                await group.WriteAsync<double>(field, Values(column, c => double.Parse(c, CultureInfo.InvariantCulture)),
                    cancellationToken: cancellation);
                break;
            default:
                await group.WriteAsync(field, [.. column.Select(c => c.Length == 0 ? null! : c)]);
                break;
        }
    }

    private static DateTime TimeOf(string field) => DateTime.Parse(field, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal);

    private static ReadOnlyMemory<T?> Values<T>(List<string> column, Func<string, T> read)
        where T : struct => column.Select(c => c.Length == 0 ? (T?)null : read(c)).ToArray();
}
