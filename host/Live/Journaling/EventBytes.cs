using System.Text;
using StrategyHost.Engine.Runs.Live;

namespace StrategyHost.Live.Journaling;

/// <summary>The bars of an event as bytes: their number, then each symbol with the start and the numbers of its bar, the numbers of its
/// quote where it
/// is one, and the end of each bar, which lies before the event's time where it came late.</summary>
internal static class EventBytes
{
    public static byte[] Of(LiveEvent happened)
    {
        using var memory = new MemoryStream();
        using (var writer = new BinaryWriter(memory, Encoding.UTF8))
        {
            writer.Write(happened.Bars.Count);
            foreach (var (symbol, bar, _) in happened.Bars)
            {
                writer.Write(symbol);
                writer.Write(bar.Start.Ticks);
                foreach (double number in (double[])[bar.Open, bar.High, bar.Low, bar.Close, bar.Volume]) writer.Write(number);
            }

            foreach (var (_, _, quote) in happened.Bars)
            {
                writer.Write(quote is not null);
                if (quote is not { } q) continue;
                foreach (double number in (double[])[q.Bid, q.BidSize, q.Ask, q.AskSize]) writer.Write(number);
            }

            foreach (var (_, bar, _) in happened.Bars) writer.Write(bar.End.Ticks);
        }

        return memory.ToArray();
    }

    public static LiveEvent Read(DateTime time, byte[] bytes)
    {
        using var reader = new BinaryReader(new MemoryStream(bytes), Encoding.UTF8);
        var bars = new LiveBar[reader.ReadInt32()];
        for (int i = 0; i < bars.Length; i++)
        {
            string symbol = reader.ReadString();
            var start = new DateTime(reader.ReadInt64(), DateTimeKind.Utc);
            bars[i] = new LiveBar(symbol, new Bar(start, time, reader.ReadDouble(), reader.ReadDouble(), reader.ReadDouble(),
                reader.ReadDouble(), reader.ReadDouble()));
        }

        // Journals of the first schema end here.
        for (int i = 0; i < bars.Length && reader.BaseStream.Position < reader.BaseStream.Length; i++)
        {
            if (reader.ReadBoolean())
                bars[i] = bars[i] with
                {
                    Quote = new Quote(time, reader.ReadDouble(), reader.ReadDouble(), reader.ReadDouble(), reader.ReadDouble())
                };
        }

        // Journals of schemas before the fifth end here: a bar ended at the time of its event.
        for (int i = 0; i < bars.Length && reader.BaseStream.Position < reader.BaseStream.Length; i++)
            bars[i] = bars[i] with { Bar = bars[i].Bar with { End = new DateTime(reader.ReadInt64(), DateTimeKind.Utc) } };
        return new LiveEvent(time, bars);
    }
}
