namespace StrategyHost.Live.Notices;

/// <summary>Brings notices to somebody. A seam: a web address, a mailbox.</summary>
public interface INotifier
{
    /// <summary>What to call it in messages.</summary>
    string Name { get; }

    /// <summary>Brings a notice.</summary>
    /// <exception cref="Exception">It could not be brought; the sentence says why.</exception>
    Task SendAsync(Notice notice, CancellationToken cancellation);
}
