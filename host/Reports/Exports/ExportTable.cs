using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace StrategyHost.Reports.Exports;

/// <summary>A table of a result, to be given away in one of several formats. Its fields are those of the CSV table, to the
/// letter.</summary>
public sealed class ExportTable
{
    private static readonly SearchValues<char> Special = SearchValues.Create(",\"\r\n");
    private static readonly JsonWriterOptions Layout = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping
    };
    private static readonly HashSet<string> Times = ["time", "submitted", "closed", "entry_time", "exit_time", "start", "end"];
    private static readonly HashSet<string> Wholes =
        ["id", "order_id", "parent_id", "oco_group", "bars", "session", "entry_order", "exit_order"];
    private static readonly HashSet<string> Texts =
        ["symbol", "side", "type", "time_in_force", "status", "reason", "liquidity", "tag", "exit_tag", "strategy"];

    private ExportTable(IReadOnlyList<string> columns, IReadOnlyList<string[]> rows)
    {
        Columns = columns;
        Rows = rows;
    }

    /// <summary>The names of the columns.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>The rows, a field for each column; an empty field is one without a value.</summary>
    public IReadOnlyList<string[]> Rows { get; }

    /// <summary>A table with these rows.</summary>
    public static ExportTable Of(IReadOnlyList<string> columns, IReadOnlyList<string[]> rows) => new(columns, rows);

    /// <summary>A table as a writer of CSV gives it.</summary>
    public static ExportTable Of(Action<Stream> write)
    {
        using var memory = new MemoryStream();
        write(memory);
        var rows = CsvText.Rows(Encoding.UTF8.GetString(memory.GetBuffer(), 0, (int)memory.Length)).ToList();
        return new ExportTable(rows[0], rows[1..]);
    }

    /// <summary>What a column's fields are.</summary>
    public static ColumnKind KindOf(string column) =>
        Times.Contains(column)
            ? ColumnKind.Time : Wholes.Contains(column) ? ColumnKind.Whole : Texts.Contains(column) ? ColumnKind.Text : ColumnKind.Number;

    /// <summary>This table with one more column, which has the same field in each row.</summary>
    public ExportTable With(string column, string field) => new([.. Columns, column], [.. Rows.Select(r => (string[])[.. r, field])]);

    /// <summary>The rows of tables with the same columns, one after the other.</summary>
    public static ExportTable Join(IReadOnlyList<ExportTable> tables) => new(tables[0].Columns, [.. tables.SelectMany(t => t.Rows)]);

    /// <summary>Writes it as CSV.</summary>
    public void WriteCsv(Stream stream)
    {
        using var text = new StreamWriter(stream, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
        text.WriteLine(string.Join(',', Columns));
        foreach (var row in Rows) text.WriteLine(string.Join(',', row.Select(Quoted)));
    }

    /// <summary>Writes it as a list of objects in JSON. Numbers are as exact as in CSV; a field without a value is null.</summary>
    public void WriteJson(Stream stream)
    {
        var names = Columns.Select(c => (Name: JsonEncodedText.Encode(CamelCase(c)), Kind: KindOf(c))).ToList();
        using var json = new Utf8JsonWriter(stream, Layout);
        json.WriteStartArray();
        foreach (var row in Rows)
        {
            json.WriteStartObject();
            for (int i = 0; i < names.Count; i++)
            {
                json.WritePropertyName(names[i].Name);
                Write(json, names[i].Kind, row[i]);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, ColumnKind kind, string field)
    {
        if (field.Length == 0) json.WriteNullValue();
        else if (kind is ColumnKind.Text or ColumnKind.Time) json.WriteStringValue(field);
        else if (double.IsFinite(double.Parse(field, CultureInfo.InvariantCulture))) json.WriteRawValue(field);
        else json.WriteNullValue();
    }

    private static string CamelCase(string column) =>
        string.Concat(column.Split('_')
            .Select((word, i) => i == 0 || word.Length == 0 ? word : char.ToUpperInvariant(word[0]) + word[1..]));

    private static string Quoted(string field) =>
        field.AsSpan().ContainsAny(Special) ? $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : field;
}
