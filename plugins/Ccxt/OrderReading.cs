using System.Globalization;
using System.Text.Json;
using StrategyHost;
using StrategyHost.Plugins;

namespace Ccxt;

/// <summary>Orders as the host is to see them: never further filled than their executions are known.</summary>
internal sealed class OrderReading(AccountTrades trades, OrderMemory memory, TimeProvider clock)
{
    /// <summary>An order, once the trades are known that make up what is filled of it.</summary>
    public async Task<BrokerOrder> SettledAsync(JsonElement row, CancellationToken cancellation)
    {
        await MissingAsync(row, cancellation);
        return Shown(row);
    }

    /// <summary>The trades of an order that are not known yet; none when all are.</summary>
    public async Task<IReadOnlyList<Execution>> MissingAsync(JsonElement row, CancellationToken cancellation)
    {
        if (trades.Of(row.Text("id") ?? "").Gross >= (row.Number("filled") ?? 0) || row.Text("symbol") is not { } symbol) return [];
        var made = row.Time("timestamp") ?? clock.GetUtcNow().UtcDateTime.AddDays(-1);
        return await trades.SinceAsync(symbol, made.AddSeconds(-1), cancellation);
    }

    /// <summary>An order with the trades that are known.</summary>
    public BrokerOrder Shown(JsonElement row)
    {
        string id = row.Text("id") ?? "";
        var known = memory.Named(id);
        var (gross, kept) = trades.Of(id);
        decimal quantity = row.Number("amount") ?? 0;
        var status = StatusOf(row, gross, kept, quantity);
        return new BrokerOrder
        {
            ClientId = known?.ClientId ?? row.Text("clientOrderId"),
            BrokerId = id,
            Symbol = row.Text("symbol") ?? "",
            Side = row.Text("side") == "buy" ? Side.Buy : Side.Sell,
            Quantity = quantity,
            LimitPrice = row.Text("type") == "market" || row.Number("price") is not > 0 ? null : row.Number("price"),
            StopPrice = row.Number("triggerPrice") is > 0 and { } trigger ? trigger : known?.StopPrice,
            Status = status,
            Filled = Math.Min(gross, row.Number("filled") ?? gross) - kept,
            Reason = kept > 0 && status == OrderStatus.Cancelled && gross == quantity
                ? string.Create(CultureInfo.InvariantCulture, $"all of it was traded, and the exchange has kept {kept} as its fee") : null,
        };
    }

    private static OrderStatus StatusOf(JsonElement row, decimal gross, decimal kept, decimal quantity)
    {
        var open = gross > 0 ? OrderStatus.PartiallyFilled : OrderStatus.Accepted;
        return row.Text("status") switch
        {
            // It has ended, and not all of its trades are here yet: that it is filled is told with the last.
            "closed" when gross < (row.Number("filled") ?? 0) => open,
            "closed" => gross < quantity || kept > 0 ? OrderStatus.Cancelled : OrderStatus.Filled,
            "canceled" => OrderStatus.Cancelled,
            "expired" => OrderStatus.Expired,
            "rejected" => OrderStatus.Rejected,
            _ => open,
        };
    }
}
