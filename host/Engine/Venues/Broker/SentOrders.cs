namespace StrategyHost.Engine.Venues.Broker;

/// <summary>The orders of a session as its broker has them, by the names that they have there.</summary>
/// <param name="names">What the broker is to call an order that is sent for the first time.</param>
internal sealed class SentOrders(ClientIds names)
{
    private const string Digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    /// <summary>The first of the digits that is no hexadecimal one.</summary>
    private const int FirstOfSuffix = 16;
    private readonly Dictionary<string, SentOrder> byId = new(StringComparer.Ordinal);
    private readonly Dictionary<Order, SentOrder> latest = [];

    /// <summary>An order that is sent for the first time.</summary>
    public SentOrder Add(Order order) => Add(new SentOrder(order, names.Of(order.Id), 0));

    /// <summary>An order that is sent again, under another name.</summary>
    public SentOrder Again(Order order)
    {
        int number = Latest(order).Number;
        return Add(new SentOrder(order, names.Of(order.Id) + Suffix(number), number + 1));
    }

    /// <summary>Whether the broker has nothing more to say of an order, under any of its names, for all that is known.</summary>
    public bool HasDone(Order order)
    {
        if (!latest.TryGetValue(order, out var last)) return true;
        if (last is not { HasEnded: true, Ending: null }) return false;
        for (int number = 0; number < last.Number; number++)
        {
            if (byId.TryGetValue(NameOf(order, number), out var sending) && sending is not { HasEnded: true, Ending: null }) return false;
        }

        return true;
    }

    /// <summary>Forgets an order under all of its names.</summary>
    /// <returns>Whether it was ever sent.</returns>
    public bool Forget(Order order)
    {
        if (!latest.Remove(order, out var last)) return false;
        for (int number = 0; number <= last.Number; number++) byId.Remove(NameOf(order, number));
        return true;
    }

    /// <summary>The number of the order that a name is of, whether it is known or not; null when it is no order's.</summary>
    public long? NumberOf(string clientId) => names.OrderOf(clientId) ?? (clientId.Length > 2 ? names.OrderOf(clientId[..^2]) : null);

    /// <summary>Knows an order again that was forgotten, under one of its names: it has ended there.</summary>
    public SentOrder Return(Order order, string clientId)
    {
        int number = clientId.Length > names.Of(order.Id).Length
            ? (Digits.IndexOf(clientId[^2], StringComparison.Ordinal) - FirstOfSuffix) * Digits.Length
                + Digits.IndexOf(clientId[^1], StringComparison.Ordinal) + 1
            : 0;
        var sending = new SentOrder(order, clientId, number) { HasEnded = true };
        byId.Add(clientId, sending);
        if (!latest.TryGetValue(order, out var last) || last.Number < number) latest[order] = sending;
        return sending;
    }

    /// <summary>An order as it was sent last.</summary>
    public SentOrder Latest(Order order) => latest[order];

    /// <summary>An order by a name that it has, or had; null when there is none.</summary>
    public SentOrder? Find(string clientId) => byId.GetValueOrDefault(clientId);

    /// <summary>Two characters, of which the first is no hexadecimal digit: what is before them can still be told.</summary>
    private static string Suffix(int number) => new([Digits[FirstOfSuffix + (number / Digits.Length)], Digits[number % Digits.Length]]);

    private string NameOf(Order order, int number) => names.Of(order.Id) + (number == 0 ? "" : Suffix(number - 1));

    private SentOrder Add(SentOrder sending)
    {
        byId.Add(sending.ClientId, sending);
        return latest[sending.Order] = sending;
    }
}
