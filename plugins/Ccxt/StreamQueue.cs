using System.Text.Json;
using System.Threading.Channels;

namespace Ccxt;

/// <summary>
/// What a stream of ccxt's has and nobody has taken yet, 10,000 messages at most. The process behind answers requests on the same line, so
/// that it cannot be
/// made to wait: a stream that has more ends, after what waits, with an error. Whoever follows it subscribes again and asks for what it
/// missed;
/// nothing is left out without that.
/// </summary>
internal sealed class StreamQueue
{
    /// <summary>How many messages wait at most.</summary>
    public const int MostWaiting = 10_000;
    private readonly Channel<JsonElement> waiting = Channel.CreateBounded<JsonElement>(MostWaiting);

    /// <summary>Adds a message.</summary>
    public void Add(JsonElement message)
    {
        if (!waiting.Writer.TryWrite(message))
            End(new SidecarException(["NetworkError"],
                FormattableString.Invariant($"the host does not keep up with it, and {MostWaiting} messages wait")));
    }

    /// <summary>Ends it, after what waits.</summary>
    public void End(SidecarException reason) => waiting.Writer.TryComplete(reason);

    /// <summary>The messages, as they come.</summary>
    /// <exception cref="SidecarException">It has ended.</exception>
    public IAsyncEnumerable<JsonElement> ReadAllAsync(CancellationToken cancellation) => waiting.Reader.ReadAllAsync(cancellation);
}
