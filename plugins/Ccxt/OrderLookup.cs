using System.Text.Json;

namespace Ccxt;

/// <summary>Finds the host's orders at the exchange, and which of them an order or a trade belongs to.</summary>
internal sealed class OrderLookup(Exchange exchange, OrderMemory memory)
{
    private readonly OrderMisses misses = new();

    /// <summary>The exchange's row of an order, and keeps the names that it has there; undefined when there is none.</summary>
    public async Task<JsonElement> FindAsync(KnownOrder known, CancellationToken cancellation)
    {
        var row = await exchange.FindOrderAsync(known, cancellation);

        // Once its price is reached, it is listed with the others.
        if (row.ValueKind == JsonValueKind.Undefined && known is { IsTrigger: true, PlacedId: null })
            row = await exchange.FindOrderAsync(known with { IsTrigger = false }, cancellation);
        if (row.ValueKind == JsonValueKind.Undefined) misses.Add(known.ClientId);
        else Learn(known, row);
        return row;
    }

    /// <summary>Keeps what a row says about an order of the host's.</summary>
    public void Learn(KnownOrder known, JsonElement row)
    {
        bool isOver = row.Text("status") is "canceled" or "expired" or "rejected";
        memory.Change(known.ClientId, o => o with
        {
            Id = o.Id ?? row.Text("id"),
            PlacedId = o.PlacedId ?? row.Text("placed"),
            HasEnded = o.HasEnded || (o.IsTrigger && isOver)
        });
    }

    /// <summary>
    /// Makes sure that what belongs to the host's orders is known to: an exchange may tell of an order before it has answered that it took
    /// it, and makes another of one whose price is reached.
    /// </summary>
    /// <param name="ids">The exchange's names of orders of a symbol.</param>
    /// <param name="symbol">The symbol.</param>
    /// <param name="cancellation">Ends the questions.</param>
    public async Task KnowAsync(IEnumerable<string?> ids, string symbol, CancellationToken cancellation)
    {
        var unknown = ids.Where(i => i is not null && memory.ClientIdOf(i) is null).ToHashSet(StringComparer.Ordinal);
        foreach (var known in Unsettled().Where(o => o.Symbol == symbol))
        {
            if (unknown.All(i => memory.ClientIdOf(i!) is not null)) return;
            await FindAsync(known, cancellation);
        }
    }

    /// <summary>Learns the names of all orders whose names are not known.</summary>
    public async Task KnowAllAsync(CancellationToken cancellation)
    {
        foreach (var known in Unsettled()) await FindAsync(known, cancellation);
    }

    private List<KnownOrder> Unsettled()
    {
        bool becomeOthers = exchange.Settings.Triggers == TriggerOrders.BecomeOthers;
        return [.. memory.All().Where(o => o.Id is null || (becomeOthers
            && o is { IsTrigger: true, PlacedId: null, Id: not "", HasEnded: false }
            && !misses.IsPutAway(o.ClientId)))];
    }
}
