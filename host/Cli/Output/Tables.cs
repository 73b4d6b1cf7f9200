using Spectre.Console;

namespace StrategyHost.Cli.Output;

/// <summary>Plain tables.</summary>
internal static class Tables
{
    /// <summary>A table with these columns; names that begin with <c>&gt;</c> are of numbers and stand to the right.</summary>
    public static Table Of(params string[] columns)
    {
        var table = new Table { Border = TableBorder.Rounded };
        foreach (var column in columns)
        {
            bool isNumber = column.StartsWith('>');
            var text = new TableColumn(Markup.Escape(isNumber ? column[1..] : column));
            table.AddColumn(isNumber ? text.RightAligned() : text);
        }

        return table;
    }

    /// <summary>Adds a row of plain text.</summary>
    public static void Row(this Table table, params string[] cells) => table.AddRow([.. cells.Select(c => new Text(c))]);
}
