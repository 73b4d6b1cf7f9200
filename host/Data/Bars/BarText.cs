using System.Globalization;
using System.Text;
using StrategyHost.Data.Calendars;
using StrategyHost.Data.Csv;

namespace StrategyHost.Data.Bars;

/// <summary>Reads bars from text files: one series from one file or from several in a row.</summary>
public sealed class BarText
{
    private readonly Instrument instrument;
    private readonly CsvOptions options;
    private readonly Action<RejectedRow>? reject;
    private readonly IReadOnlyList<CorporateAction> actions;
    private readonly BarColumns columns = new();
    private readonly List<double> ticks = [];
    private readonly ReadingNotes notes = new();

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

    /// <summary>Reads the files as one series, in order of time.</summary>
    /// <exception cref="UnknownStampsException">Nothing says whether times are starts or ends.</exception>
    /// <exception cref="DataException">A file is missing, is not a table of bars, or has a row that is not a bar.</exception>
    public ReadBars Read(IReadOnlyList<string> paths, CancellationToken cancellation)
    {
        var texts = Sample(paths);
        var (first, lean) = texts[0];
        var layout = first.Layout;
        IReadOnlyList<ReadTime> times = first.IsNewestFirst ? [.. first.Times.Reverse()] : first.Times;
        var stamps = layout.Stamps ?? options.Stamps;
        var known = options.Resolution ?? lean?.Resolution ?? BarLength.Infer(times, stamps) ?? options.LengthIfUnclear;
        if (known is not { } resolution) throw new DataException(BarLength.Unclear(first.Source.Name, times));
        string zoneName = layout.Zone ?? options.Zone ?? "UTC";
        var zone = TimeZones.Find(zoneName);
        if (stamps is null && NeedsStamps(resolution, times, zone)) throw new UnknownStampsException(first.Source.Name);
        var calendar = options.Calendar is { } name ? TradingCalendars.Find(name) : new UnscheduledCalendar(zone, 252);
        var stamper = new BarStamper(calendar, zone, resolution, stamps, times);
        var clock = resolution.IsOfDays ? null : WallClock.Of(zone);
        foreach (var (text, _) in texts)
        {
            cancellation.ThrowIfCancellationRequested();
            ReadRows(text, stamper, clock, stamps == BarStamps.End);
        }

        if (columns.Count == 0) throw new DataException($"{first.Source.Name} holds no bar.");
        TakeTicksForVolume(layout);
        if (options.Calendar is null) calendar = new UnscheduledCalendar(zone, TradingDays.PerYear(columns, zone));
        var onTerms = instrument with { Calendar = calendar.Name };
        return new ReadBars(columns.ToSeries(onTerms, calendar, resolution, actions),
            Recognized(layout, resolution, stamps, zoneName, calendar))
        {
            Notes = notes.Lines(texts.SelectMany(t => t.Text.Layout.Notes)),
        };
    }

    /// <summary>Looks at the first rows of all texts and puts them in order of time. LEAN's files of a day say in their names when they are
    /// and how they are laid out.</summary>
    private List<(SampledText Text, LeanPath? Lean)> Sample(IReadOnlyList<string> paths)
    {
        var sampler = new TextSampler(instrument.Symbol, options, (source, line, problem) =>
        {
            if (reject is null) Refuse(source.Name, line.Number, line.Text, problem);
        });
        var texts = paths.SelectMany(p => TextSource.In(p).Select(s => (Source: s, Lean: LeanPath.Read(p)))).ToList();
        if (texts.Count == 0) throw new DataException($"{string.Join(", ", paths)}: there is no file in it.");
        var sampled = texts.Select((t, i) =>
            (Text: i > 0 && t.Lean?.Day is { } day ? OfDay(t.Source, t.Lean, day) : sampler.Sample(t.Source, t.Lean), t.Lean)).ToList();
        var ordered = sampled.OrderBy(t => t.Text.First).ToList();
        notes.HasSortedFiles = !ordered.SequenceEqual(sampled);
        return ordered;
    }

    private static SampledText OfDay(TextSource source, LeanPath lean, DateOnly day) =>
        new(source, lean.Layout, [new ReadTime(day.ToDateTime(TimeOnly.MinValue), IsDate: true)], []);

    private void ReadRows(SampledText text, BarStamper stamper, WallClock? clock, bool isEnd)
    {
        notes.Begin(text);
        using var lines = notes.IsReversed ? text.Source.OpenReversed(text.Layout.HeaderLines) : text.Source.Open();
        for (int i = notes.IsReversed ? text.Layout.HeaderLines : 0; i < text.Layout.HeaderLines; i++) lines.TryRead(out _);
        var row = new CsvRow(text.Layout);
        bool hasTicks = text.Layout.Columns.TickVolume >= 0;
        while (lines.TryRead(out var line))
        {
            if (row.Read(line) is { } unreadable)
            {
                PassOver(text, lines, row, line.ToArray(), unreadable);
                continue;
            }

            long previousEnd = columns.Count == 0 ? 0 : columns.LastEnd;
            var (start, end) = stamper.SpanOf(row.Time, previousEnd);
            if (start.Ticks < previousEnd && stamper.IsShortened(columns.LastStart, start)) previousEnd = columns.EndLastAt(start);
            var bar = row.Prices with { Start = start, End = end };
            if (ProblemOf(row.Time, ref bar, stamper, clock, isEnd) is { } problem)
            {
                if (notes.IsFirstRow && notes.Previous is { } previous && bar.Start.Ticks < previousEnd)
                    throw new DataException(Overlap(previous, text, bar));
                Refuse(text.Source.Name, lines.Line, line, problem);
                continue;
            }

            notes.Take();
            columns.Add(bar);
            if (hasTicks) ticks.Add(row.TickVolume);
        }

        notes.WithoutVolume += row.WithoutVolume;
    }

    private string? ProblemOf(ReadTime time, ref Bar bar, BarStamper stamper, WallClock? clock, bool isEnd)
    {
        long previousEnd = columns.Count == 0 ? 0 : columns.LastEnd;
        bool isLocal = clock is not null && time.Time.Kind != DateTimeKind.Utc;
        if ((options.AllowNegativePrice ? BarRules.OfShape(bar) : BarRules.OfPrices(bar)) is { } badPrice) return badPrice;
        if (isLocal && clock!.ProblemOf(time.Time, isEnd) is { } skipped) return skipped;
        if (BarRules.OfOrder(bar, previousEnd) is not { } badOrder) return null;
        if (!isLocal || clock!.SecondPassOf(time.Time) is not { } later) return badOrder;

        // The hour that comes twice in autumn: what does not fit behind the bar before it belongs to the second pass.
        var (start, end) = stamper.SpanOf(new ReadTime(later, IsDate: false), previousEnd);
        var second = bar with { Start = start, End = end };
        string? problem = BarRules.OfOrder(second, previousEnd);
        if (problem is null) bar = second;
        return problem;
    }

    /// <summary>Counts a line that was never meant to be a bar, and refuses any other.</summary>
    private void PassOver(SampledText text, LineReader lines, CsvRow row, byte[] line, string problem)
    {
        int number = lines.Line;
        bool isLast = notes.IsReversed ? notes.IsFirstLine : lines.IsAtEnd();
        notes.IsFirstLine = false;
        if (row.IsOfOtherSymbol) notes.OfOtherSymbols++;
        else if (row.HasNoPrices) notes.WithoutPrices++;
        else if (text.Header.Length > 0 && line.AsSpan().SequenceEqual(text.Header)) notes.RepeatedHeaders++;
        else if (LeftOut.Is(line, row, isLast)) notes.ClosingLines++;
        else Refuse(text.Source.Name, number, line, problem);
    }

    /// <summary>Takes the number of ticks for the volume where the file has both and no bar has a volume, as with MetaTrader 5's files of
    /// currencies.</summary>
    private void TakeTicksForVolume(CsvLayout layout)
    {
        if (layout.Columns.TickVolume < 0 || ticks.Count != columns.Count || columns.HasVolume || ticks.TrueForAll(t => t == 0)) return;
        columns.ReplaceVolumes(ticks);
        notes.TicksAreVolume = true;
    }

    private string Overlap(string previous, SampledText text, in Bar bar) => string.Create(
        CultureInfo.InvariantCulture,
        $"{previous} and {text.Source.Name} both hold bars of {instrument.Symbol} at {bar.Start:yyyy-MM-ddTHH:mm:ss}Z: give one of "
            + $"them, or cut off what stands in both.");

    private void Refuse(string file, int line, ReadOnlySpan<byte> text, string reason)
    {
        if (reject is null) throw new DataException($"{file}:{line}: this row is not a bar: {reason}.");
        reject(new RejectedRow(file, line, Encoding.UTF8.GetString(text), reason));
    }

    private static bool NeedsStamps(Resolution resolution, IReadOnlyList<ReadTime> times, NodaTime.DateTimeZone zone) =>
        !resolution.IsOfDays || (resolution == Resolution.Week && BarStamper.NeedsStamps(times))
        || times.Any(t => !t.IsDate && t.Time.TimeOfDay != TimeSpan.Zero && t.On(zone).TimeOfDay != TimeSpan.Zero);

    private static List<string> Recognized(CsvLayout layout, Resolution resolution, BarStamps? stamps, string zone,
        TradingCalendar calendar)
    {
        var lines = new List<string> { layout.Description };
        if (layout.Times.Format is { } format) lines.Add($"times of the form {format}");
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
