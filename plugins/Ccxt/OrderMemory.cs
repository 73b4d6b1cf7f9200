using System.Text.Json;
using StrategyHost.Plugins;

namespace Ccxt;

/// <summary>Which order is of which symbol, and what the exchange calls it: written before an order goes out, and there again after a
/// restart.</summary>
internal sealed class OrderMemory : IDisposable
{
    private readonly Lock gate = new();
    private readonly PluginMemory kept;
    private readonly Dictionary<string, KnownOrder> byClientId = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> byId = new(StringComparer.Ordinal);

    /// <summary>A memory in a folder; one that forgets everything when there is none.</summary>
    public OrderMemory(string? folder)
    {
        kept = new PluginMemory(folder, "orders.jsonl");
        foreach (var line in kept.Lines) Take(JsonSerializer.Deserialize<KnownOrder>(line)!);
    }

    public void Dispose() => kept.Dispose();

    /// <summary>An order by the host's name for it; null when it never went out.</summary>
    public KnownOrder? Find(string clientId)
    {
        lock (gate) return byClientId.GetValueOrDefault(clientId);
    }

    /// <summary>An order of the host's, by one of the exchange's names for it; null when it is not the host's.</summary>
    public KnownOrder? Named(string id) => ClientIdOf(id) is { } clientId ? Find(clientId) : null;

    /// <summary>The host's name for an order of the exchange's; null when it is not the host's.</summary>
    public string? ClientIdOf(string id)
    {
        lock (gate) return byId.GetValueOrDefault(id);
    }

    /// <summary>The symbols of all orders.</summary>
    public IReadOnlyList<string> Symbols()
    {
        lock (gate) return [.. byClientId.Values.Select(o => o.Symbol).Distinct()];
    }

    /// <summary>All orders.</summary>
    public IReadOnlyList<KnownOrder> All()
    {
        lock (gate) return [.. byClientId.Values];
    }

    /// <summary>Keeps what is known about an order.</summary>
    public void Keep(KnownOrder order)
    {
        lock (gate)
        {
            if (byClientId.GetValueOrDefault(order.ClientId) == order) return;
            kept.Keep(JsonSerializer.Serialize(order));
            Take(order);
        }
    }

    /// <summary>Keeps what more is known about an order.</summary>
    public void Change(string clientId, Func<KnownOrder, KnownOrder> change)
    {
        lock (gate) Keep(change(byClientId[clientId]));
    }

    /// <summary>Forgets an order that the exchange has refused.</summary>
    public void Drop(KnownOrder order)
    {
        // An order that was refused is looked for no more: its name says that it is none.
        Keep(order with { Id = "" });
    }

    private void Take(KnownOrder order)
    {
        byClientId[order.ClientId] = order;
        foreach (var id in order.Ids) byId[id] = order.ClientId;
    }
}
