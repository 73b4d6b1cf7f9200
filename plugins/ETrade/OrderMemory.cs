using System.Text.Json;
using StrategyHost;
using StrategyHost.Plugins;

namespace ETrade;

/// <summary>
/// What E*TRADE does not tell: it never gives back a client's name for an order, and of fills it shows a sum alone. The memory holds which
/// order is whose, written before an order is placed, and each fill as it was first seen, so that both are the same after a restart.
/// </summary>
internal sealed class OrderMemory : IDisposable
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull
    };
    private static readonly TimeSpan LargestSkew = TimeSpan.FromMinutes(2);
    private readonly Lock gate = new();
    private readonly PluginMemory kept;
    private readonly Dictionary<string, KnownOrder> byClientId = new(StringComparer.Ordinal);
    private readonly Dictionary<long, string> owners = [];
    private readonly Dictionary<long, ListedOrder> listed = [];
    private readonly Dictionary<long, List<FillStep>> steps = [];

    /// <summary>A memory in a folder; one that forgets everything when there is none.</summary>
    public OrderMemory(string? folder)
    {
        kept = new PluginMemory(folder, "orders.jsonl");
        foreach (var line in kept.Lines) Take(JsonSerializer.Deserialize<MemoryNote>(line, Json)!);
    }

    public void Dispose() => kept.Dispose();

    /// <summary>An order of the host's; null when it is not known.</summary>
    public KnownOrder? Find(string clientId)
    {
        lock (gate) return byClientId.GetValueOrDefault(clientId);
    }

    /// <summary>An order is about to be placed. The same one may be so again: what was intended first counts.</summary>
    public OrderIntent Intend(string clientId, int number, OrderTerms terms, DateTime now)
    {
        lock (gate)
        {
            var before = byClientId.GetValueOrDefault(clientId)?.Pending;
            var intent = new OrderIntent(clientId, number, terms,
                before is not null && before.Number == number && before.Terms == terms ? before.Time : now, now);
            Keep(new MemoryNote(Intent: intent));
            return intent;
        }
    }

    /// <summary>An order was placed.</summary>
    public void Place(string clientId, long orderId)
    {
        lock (gate)
        {
            if (owners.GetValueOrDefault(orderId) != clientId) Keep(new MemoryNote(Placed: new PlacedOrder(clientId, orderId)));
        }
    }

    /// <summary>What was intended was refused.</summary>
    public void Drop(string clientId)
    {
        lock (gate) Keep(new MemoryNote(Dropped: clientId));
    }

    /// <summary>Takes what E*TRADE lists: names for what was intended, and fills.</summary>
    public void Learn(IEnumerable<ListedOrder> orders, DateTime now)
    {
        lock (gate)
        {
            foreach (var order in orders.OrderBy(o => o.Id))
            {
                listed[order.Id] = order;
                if (!owners.ContainsKey(order.Id) && IntentOf(order) is { } owner)
                    Keep(new MemoryNote(Placed: new PlacedOrder(owner, order.Id)));
                LearnFill(order, now);
            }
        }
    }

    /// <summary>An order of the host's as E*TRADE shows it; null when it was not seen there.</summary>
    public BrokerOrder? Shown(KnownOrder order, DateTime now)
    {
        lock (gate)
        {
            if (order.OrderIds.Count == 0) return null;

            // What was placed a moment ago may not be in the list yet.
            var links = order.OrderIds
                .Select(i => listed.GetValueOrDefault(i) ?? new ListedOrder(i, order.Terms!, "OPEN", 0, null, 0, now, null)).ToList();
            decimal earlier = links.SkipLast(1).Sum(l => l.Filled);
            var shown = Shown(links[^1], order.ClientId);
            var status = shown.Status;

            // Its successor may be on its way: it has not ended as long as nobody knows.
            if (status == OrderStatus.Cancelled && order.Pending is { } pending && now - pending.Time < LargestSkew)
                status = OrderStatus.Accepted;
            if (status == OrderStatus.Accepted && earlier + shown.Filled > 0) status = OrderStatus.PartiallyFilled;
            return shown with { Quantity = earlier + shown.Quantity, Filled = earlier + shown.Filled, Status = status };
        }
    }

    /// <summary>The terms of an order of the host's.</summary>
    public OrderTerms TermsOf(long orderId)
    {
        lock (gate) return listed.GetValueOrDefault(orderId)?.Terms ?? byClientId[owners[orderId]].Terms!;
    }

    /// <summary>Every order that can still fill.</summary>
    public IReadOnlyList<BrokerOrder> Open(DateTime now)
    {
        lock (gate)
        {
            var ours = byClientId.Values.Select(k => Shown(k, now)).OfType<BrokerOrder>().Where(o => OrderLife.IsOpen(o.Status));
            return [.. ours, .. listed.Values.Where(o => o.IsOpen && !owners.ContainsKey(o.Id)).Select(o => Shown(o, null))];
        }
    }

    /// <summary>When the oldest order was placed that can still fill or has no name yet; null when there is none.</summary>
    public DateTime? OldestOpen()
    {
        lock (gate)
        {
            var open = listed.Values.Where(o => o.IsOpen).Select(o => o.Placed)
                .Concat(byClientId.Values.Select(k => k.Pending).OfType<OrderIntent>().Select(p => p.Time - LargestSkew)).ToList();
            return open.Count == 0 ? null : open.Min();
        }
    }

    /// <summary>The fills since an instant, oldest first.</summary>
    public IReadOnlyList<Execution> ExecutionsSince(DateTime since)
    {
        lock (gate)
        {
            return
            [
                .. steps.Where(s => listed.ContainsKey(s.Key)).SelectMany(s => s.Value).Where(s => s.Time >= since).OrderBy(s => s.Time)
                    .ThenBy(s => s.OrderId).Select(s => new Execution(
                    FormattableString.Invariant($"{s.OrderId}-{s.Filled:0.####}"), owners.GetValueOrDefault(s.OrderId),
                    listed[s.OrderId].Terms.Symbol, listed[s.OrderId].Terms.Side, s.Quantity, s.Price, s.Commission, s.Time,
                    Liquidity.Taker)),
            ];
        }
    }

    private static BrokerOrder Shown(ListedOrder order, string? clientId) => new()
    {
        ClientId = clientId,
        BrokerId = FormattableString.Invariant($"{order.Id}"),
        Symbol = order.Terms.Symbol,
        Side = order.Terms.Side,
        Quantity = order.Terms.Quantity,
        LimitPrice = order.Terms.Limit,
        StopPrice = order.Terms.PriceType.StartsWith("TRAILING", StringComparison.Ordinal) ? null : order.Terms.Stop,
        Status = order.Life,
        Filled = order.Filled,
    };

    /// <summary>The host's order that an order of nobody's must be: the oldest that was intended on the same terms, not long before it was
    /// placed.</summary>
    private string? IntentOf(ListedOrder order) => byClientId.Values.Select(k => k.Pending).OfType<OrderIntent>()
        .Where(p => p.Terms == order.Terms && order.Placed >= p.Time - LargestSkew && order.Placed <= p.Latest + LargestSkew)
        .MinBy(p => p.Time)?.ClientId;

    private void LearnFill(ListedOrder order, DateTime now)
    {
        if (order.Average is not { } average) return;
        var before = steps.GetValueOrDefault(order.Id)?[^1];
        decimal quantity = order.Filled - (before?.Filled ?? 0);
        if (quantity <= 0) return;

        // The sums that means stand for agree with E*TRADE's, whatever lay between two looks.
        decimal price = Math.Round(((order.Filled * average) - (before is null ? 0 : before.Filled * before.Average)) / quantity, 8);
        decimal cost = order.Terms.Quantity == 0 ? 0 : Math.Round(order.Cost * quantity / order.Terms.Quantity, 4);
        var time = order.Status == "EXECUTED" && order.Executed is { } executed && executed >= order.Placed && executed <= now
            && (before is null || executed > before.Time) ? executed : now;
        Keep(new MemoryNote(Step: new FillStep(order.Id, order.Filled, average, quantity, price, cost, time)));
    }

    private void Keep(MemoryNote note)
    {
        kept.Keep(JsonSerializer.Serialize(note, Json));
        Take(note);
    }

    private void Take(MemoryNote note)
    {
        switch (note)
        {
            case { Intent: { } intent }:
                Known(intent.ClientId).Pending = Known(intent.ClientId).Latest = intent;
                Known(intent.ClientId).Terms = intent.Terms;
                break;
            case { Placed: { } placed }:
                // What E*TRADE answers counts more than what was guessed from terms: the other order is looked for anew.
                if (owners.TryGetValue(placed.OrderId, out var guessed) && guessed != placed.ClientId
                    && Known(guessed).OrderIds.Remove(placed.OrderId)) Known(guessed).Pending = Known(guessed).Latest;
                owners[placed.OrderId] = placed.ClientId;
                if (Known(placed.ClientId).OrderIds.Contains(placed.OrderId)) break;
                Known(placed.ClientId).OrderIds.Add(placed.OrderId);
                Known(placed.ClientId).Pending = null;
                break;
            case { Dropped: { } clientId } when byClientId.TryGetValue(clientId, out var known):
                known.Pending = null;
                if (known.OrderIds.Count == 0) byClientId.Remove(clientId);
                break;
            case { Step: { } step }:
                if (!steps.TryGetValue(step.OrderId, out var seen)) steps[step.OrderId] = seen = [];
                if (seen.Count == 0 || step.Filled > seen[^1].Filled) seen.Add(step);
                break;
        }
    }

    private KnownOrder Known(string clientId)
    {
        if (!byClientId.TryGetValue(clientId, out var known)) byClientId[clientId] = known = new KnownOrder(clientId);
        return known;
    }
}
