namespace StrategyHost.Live.Notices;

/// <summary>Which notices go to a notifier, and how many.</summary>
/// <param name="Notifier">Where they go.</param>
/// <param name="Kinds">What is wanted.</param>
/// <param name="PerMinute">No more than so many in a minute: what is left out is counted, and said with the next.</param>
public sealed record NoticeRoute(INotifier Notifier, IReadOnlySet<NoticeKind> Kinds, int PerMinute);
