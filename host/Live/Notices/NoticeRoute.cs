namespace StrategyHost.Live.Notices;

/// <summary>Which notices go to a notifier, and how many.</summary>
/// <param name="Notifier">Where they go.</param>
/// <param name="Kinds">What is wanted.</param>
/// <param name="PerMinute">No more than so many in a minute: what is left out is counted, and said with the next.</param>
public sealed record NoticeRoute(INotifier Notifier, IReadOnlySet<NoticeKind> Kinds, int PerMinute)
{
    /// <summary>What is wanted of deployments, and accounts, that are not like the others, by name.</summary>
    public IReadOnlyDictionary<string, IReadOnlySet<NoticeKind>> Of { get; init; } = new Dictionary<string, IReadOnlySet<NoticeKind>>();

    /// <summary>Whether a notice is wanted.</summary>
    public bool Wants(Notice notice) => (Of.TryGetValue(notice.Source, out var own) ? own : Kinds).Contains(notice.Kind);
}
