using System.Globalization;
using StrategyHost.Plugins;

namespace StrategyHost.Live.Brokers;

/// <summary>What all deployments of an account may do together. What makes the account's position smaller always passes.</summary>
/// <param name="limits">The limits.</param>
/// <param name="books">The deployments' books.</param>
/// <param name="dayStart">What the deployments were worth when the day began; null where nothing limits what a day may lose.</param>
/// <param name="clock">What measures minutes.</param>
internal sealed class AccountLimits(AccountLimitSpec limits, SessionBooks books, DayStart? dayStart, TimeProvider clock)
{
    private readonly Lock gate = new();
    private readonly Queue<long> sent = new();

    /// <summary>Why an order must not be sent; null when it may, and it then counts.</summary>
    public string? Refusal(OrderTicket ticket)
    {
        decimal held = books.Held(ticket.Symbol).Quantity;
        decimal signed = ticket.Side == Side.Buy ? ticket.Quantity : -ticket.Quantity;
        bool shrinks = Math.Sign(held) == -Math.Sign(signed) && Math.Abs(signed) <= Math.Abs(held);
        return shrinks ? null : Loss() ?? Position(ticket, held, signed) ?? Exposure(ticket, held, signed) ?? OpenOrders() ?? Rate();
    }

    private string? Position(OrderTicket ticket, decimal held, decimal signed)
    {
        if (limits.MaxPosition is not { } most) return null;
        decimal reached = Math.Abs(held + books.Open(ticket.Symbol, ticket.Side, ticket.ClientId) + signed);
        return reached <= most
            ? null : string.Create(CultureInfo.InvariantCulture,
                $"the account's position in {ticket.Symbol} could reach {reached:0.########}, the account's limit is {most:0.########}");
    }

    private string? Loss()
    {
        if (limits.MaxDailyLoss is not { } most || dayStart?.Loss is not { } loss || loss < most) return null;
        return string.Create(CultureInfo.InvariantCulture,
            $"the account's deployments have lost {loss:N2} since midnight UTC, the account's limit is {most:N2}");
    }

    private string? Exposure(OrderTicket ticket, decimal held, decimal signed)
    {
        if (limits.MaxExposure is not { } most) return null;
        if (books.UnitValue(ticket.Symbol) is not { } value)
            return $"nobody knows what {ticket.Symbol} is worth yet, and the account's limit is on exposure";
        decimal others =
            books.Symbols().Where(s => s != ticket.Symbol).Sum(s => Math.Abs(books.Held(s).Quantity) * (books.UnitValue(s) ?? 0));
        decimal reached = others + (Math.Abs(held + books.Open(ticket.Symbol, ticket.Side, ticket.ClientId) + signed) * value);
        return reached <= most
            ? null : string.Create(CultureInfo.InvariantCulture,
                $"the account's positions could be worth {reached:N2}, the account's limit is {most:N2}");
    }

    private string? OpenOrders()
    {
        if (limits.MaxOpenOrders is not { } most) return null;
        int open = books.OpenOrders();
        return open <= most
            ? null : string.Create(CultureInfo.InvariantCulture,
                $"{open} orders of the account's deployments would be open, the account's limit is {most}");
    }

    private string? Rate()
    {
        if (limits.MaxOrdersPerMinute is not { } most) return null;
        lock (gate)
        {
            while (sent.TryPeek(out long first) && clock.GetElapsedTime(first) >= TimeSpan.FromMinutes(1)) sent.Dequeue();
            if (sent.Count >= most)
                return string.Create(CultureInfo.InvariantCulture,
                    $"the account's deployments have sent {sent.Count} orders within a minute, the account's limit is {most}");
            sent.Enqueue(clock.GetTimestamp());
            return null;
        }
    }
}
