using System.Globalization;
using StrategyHost.Plugins;

namespace StrategyHost.Live.Brokers;

/// <summary>What orders have traded that no session looks after: it names them while a position does not agree, and not any more once it
/// did. Not safe for several threads.</summary>
internal sealed class OrphanFills
{
    private readonly Dictionary<string, (Execution Execution, string Origin)> open = new(StringComparer.Ordinal);
    private readonly HashSet<string> settled = new(StringComparer.Ordinal);

    /// <summary>Takes an execution of such an order. One that is known already changes nothing.</summary>
    /// <param name="execution">The execution.</param>
    /// <param name="origin">Who made the order, in words that follow it.</param>
    /// <returns>Whether it was not known.</returns>
    public bool Add(Execution execution, string origin) =>
        !settled.Contains(execution.Id) && open.TryAdd(execution.Id, (execution, origin));

    /// <summary>Says of each symbol that differs which of these orders have traded it. Of others that is settled.</summary>
    public IReadOnlyList<PositionDifference> Explain(IReadOnlyList<PositionDifference> differences)
    {
        foreach (var (id, (execution, _)) in open.ToList())
        {
            if (differences.Any(d => d.Symbol == execution.Symbol)) continue;
            open.Remove(id);
            settled.Add(id);
        }

        return open.Count == 0 ? differences : [.. differences.Select(d => d with { Cause = CauseOf(d.Symbol) })];
    }

    private string? CauseOf(string symbol)
    {
        var made = open.Values.Where(o => o.Execution.Symbol == symbol).GroupBy(o => (o.Origin, o.Execution.Side)).Select(Sentence)
            .Order(StringComparer.Ordinal).ToList();
        return made.Count == 0 ? null : string.Join("; ", made);
    }

    private static string Sentence(IGrouping<(string Origin, Side Side), (Execution Execution, string Origin)> fills)
    {
        var ids = fills.Select(f => f.Execution.ClientId).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        string verb = fills.Key.Side == Side.Buy ? "bought" : "sold";
        decimal quantity = fills.Sum(f => f.Execution.Quantity);
        return ids.Count == 1
            ? string.Create(CultureInfo.InvariantCulture, $"order {ids[0]} {fills.Key.Origin}, has {verb} {quantity:0.########}")
            : string.Create(CultureInfo.InvariantCulture,
                $"{ids.Count} orders {fills.Key.Origin}, have {verb} {quantity:0.########}, the last of them {ids[^1]}");
    }
}
