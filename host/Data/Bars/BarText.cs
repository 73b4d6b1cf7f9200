using System.Globalization;
using System.Text;
using StrategyHost.Data.Calendars;
using StrategyHost.Data.Csv;

namespace StrategyHost.Data.Bars;

/// <summary>Reads bars from text files: one series from one file or from several in a row.</summary>
public sealed class BarText
{
    private const int SampledRows = 1000;
    private readonly Instrument instrument;
    private readonly CsvOptions options;
    private readonly Action<RejectedRow>? reject;
    private readonly IReadOnlyList<CorporateAction> actions;
    private readonly BarColumns columns = new();

    /// <summary>A reader.</summary>
    /// <param name="instrument">What the bars are of.</param>
    /// <param name="options">What the user says about the files.</param>
    /// <param name="reject">Takes the rows that are not bars; null to stop at the first.</param>
    /// <param name="actions">Splits and dividends of the instrument; null for none.</param>
    public BarText(Instrument instrument, CsvOptions options, Action<RejectedRow>? reject, IReadOnlyList<CorporateAction>? actions = null)
    {
        this.actions = actions ?? [];
        this.instrument = instrument;
        this.options = options;
        this.reject = reject;
    }

    /// <summary>Reads the files one after the other.</summary>
    /// <exception cref="UnknownStampsException">Nothing says whether times are starts or ends.</exception>
    /// <exception cref="DataException">A file is missing, is not a table of bars, or has a row that is not a bar.</exception>
    public ReadBars Read(IReadOnlyList<string> paths, CancellationToken cancellation)
    {
        var texts = paths.SelectMany(p => TextSource.In(p).Select(s => (Source: s, Lean: LeanPath.Read(p)))).ToList();
        if (texts.Count == 0) throw new DataException($"{string.Join(", ", paths)}: there is no file in it.");
        var (first, lean) = texts[0];
        var (layout, times) = Sample(first, lean);
        var stamps = layout.Stamps ?? options.Stamps;
        var known = options.Resolution ?? lean?.Resolution ?? BarLength.Infer(times, stamps) ?? options.LengthIfUnclear;
        if (known is not { } resolution) throw new DataException(BarLength.Unclear(first.Name, times));
        string zoneName = layout.Zone ?? options.Zone ?? "UTC";
        var zone = TimeZones.Find(zoneName);
        if (stamps is null && NeedsStamps(resolution, times, zone)) throw new UnknownStampsException(first.Name);
        var calendar = options.Calendar is { } name ? TradingCalendars.Find(name) : new UnscheduledCalendar(zone, 252);
        var stamper = new BarStamper(calendar, zone, resolution, stamps, times);
        foreach (var (source, ofSource) in texts)
        {
            cancellation.ThrowIfCancellationRequested();
            ReadRows(source, ofSource, stamper);
        }

        if (columns.Count == 0) throw new DataException($"{first.Name} holds no bar.");
        if (options.Calendar is null) calendar = new UnscheduledCalendar(zone, TradingDays.PerYear(columns, zone));
        var onTerms = instrument with { Calendar = calendar.Name };
        return new ReadBars(columns.ToSeries(onTerms, calendar, resolution, actions), Recognized(layout, resolution, stamps, zoneName, calendar));
    }

    private (CsvLayout Layout, List<ReadTime> Times) Sample(TextSource source, LeanPath? lean)
    {
        using var lines = source.Open();
        var layout = Layout(source, lean, lines, out var line);
        var row = new CsvRow(layout);
        var times = new List<ReadTime>();
        bool isRow = !layout.HasHeader || lines.TryRead(out line);
        for (; isRow && times.Count < SampledRows; isRow = lines.TryRead(out line))
        {
            string? problem = row.Read(line);
            if (problem is null) times.Add(row.Time);
            else if (reject is null) Refuse(source.Name, lines.Line, line, problem);
        }

        if (times.Count == 0) throw new DataException($"{source.Name} holds no bar{(layout.HasHeader ? " behind its header" : "")}.");
        return (layout, times);
    }

    private CsvLayout Layout(TextSource source, LeanPath? lean, LineReader lines, out ReadOnlySpan<byte> first)
    {
        if (!lines.TryRead(out first)) throw new DataException($"{source.Name} is empty.");
        return lean?.Layout ?? CsvRecognizer.Recognize(source.Name, first, options);
    }

    private void ReadRows(TextSource source, LeanPath? lean, BarStamper stamper)
    {
        using var lines = source.Open();
        var layout = Layout(source, lean, lines, out var line);
        var row = new CsvRow(layout);
        bool isRow = !layout.HasHeader || lines.TryRead(out line);
        for (; isRow; isRow = lines.TryRead(out line))
        {
            if (row.Read(line) is { } unreadable)
            {
                Refuse(source.Name, lines.Line, line, unreadable);
                continue;
            }

            long previousEnd = columns.Count == 0 ? 0 : columns.LastEnd;
            var (start, end) = stamper.SpanOf(row.Time, previousEnd);
            if (start.Ticks < previousEnd && stamper.IsShortened(columns.LastStart, start)) previousEnd = columns.EndLastAt(start);
            var bar = row.Prices with { Start = start, End = end };
            if ((BarRules.OfPrices(bar) ?? BarRules.OfOrder(bar, previousEnd)) is { } problem) Refuse(source.Name, lines.Line, line, problem);
            else columns.Add(bar);
        }
    }

    private void Refuse(string file, int line, ReadOnlySpan<byte> text, string reason)
    {
        if (reject is null) throw new DataException($"{file}:{line}: this row is not a bar: {reason}.");
        reject(new RejectedRow(file, line, Encoding.UTF8.GetString(text), reason));
    }

    private static bool NeedsStamps(Resolution resolution, List<ReadTime> times, NodaTime.DateTimeZone zone) =>
        !resolution.IsOfDays || (resolution == Resolution.Week && BarStamper.NeedsStamps(times))
        || times.Any(t => !t.IsDate && t.Time.TimeOfDay != TimeSpan.Zero && t.On(zone).TimeOfDay != TimeSpan.Zero);

    private static List<string> Recognized(CsvLayout layout, Resolution resolution, BarStamps? stamps, string zone, TradingCalendar calendar)
    {
        var lines = new List<string> { layout.Description };
        if (layout.TimeFormat is { } format) lines.Add($"times of the form {format}");
        lines.Add(string.Create(CultureInfo.InvariantCulture, $"bars of {resolution}"));
        lines.Add(stamps switch
        {
            BarStamps.Start => "times are the starts of bars",
            BarStamps.End => "times are the ends of bars",
            _ => resolution.IsDaily ? "a row is the bar of its date" : "a row is the bar of the week or month of its date",
        });
        lines.Add($"times without an offset are in {zone}");
        lines.Add(calendar.Name.Length > 0 ? $"calendar {calendar.Name}" : "no calendar");
        return lines;
    }
}
