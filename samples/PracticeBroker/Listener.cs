using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;

namespace PracticeBroker;

/// <summary>
/// What a client has not been sent yet, 10,000 messages at most. Of a symbol's quotes the latest alone waits. When the rest is more, the
/// client is too
/// slow: the stream ends, so that it connects again and asks for what it missed, rather than miss a report without knowing it. Safe for
/// several threads.
/// </summary>
/// <param name="symbols">Whose bars and quotes are wanted.</param>
public sealed class Listener(IReadOnlyList<string> symbols)
{
    private const int MostWaiting = 10_000;
    private readonly Channel<MarketNews> waiting = Channel.CreateBounded<MarketNews>(MostWaiting);
    private readonly Dictionary<string, QuoteRow> quotes = new(StringComparer.Ordinal);
    private readonly Lock gate = new();

    /// <summary>Whose bars and quotes are wanted.</summary>
    public IReadOnlyList<string> Symbols => symbols;

    /// <summary>Adds a message.</summary>
    public void Tell(MarketNews news)
    {
        lock (gate)
        {
            if (news.Quote is { } quote)
            {
                bool isWaiting = quotes.ContainsKey(quote.Symbol);
                quotes[quote.Symbol] = quote;
                if (isWaiting) return;
            }

            if (!waiting.Writer.TryWrite(news)) waiting.Writer.TryComplete();
        }
    }

    /// <summary>Waits for a message.</summary>
    /// <returns>Whether there is one: there is none any more when the client was too slow.</returns>
    public ValueTask<bool> WaitAsync(CancellationToken cancellation) => waiting.Reader.WaitToReadAsync(cancellation);

    /// <summary>Takes the next message.</summary>
    public bool TryTake([NotNullWhen(true)] out MarketNews? news)
    {
        if (!waiting.Reader.TryRead(out news)) return false;
        if (news.Quote is not { } quote) return true;
        lock (gate)
        {
            quotes.Remove(quote.Symbol, out var latest);
            news = news with { Quote = latest };
        }

        return true;
    }

    /// <summary>Whether the client was too slow, and all that was kept for it is taken.</summary>
    public bool IsOver => waiting.Reader.Completion.IsCompleted;
}
