namespace StrategyHost.Engine.Venues.Broker;

/// <summary>The orders of a session as its broker has them, by the names that they have there.</summary>
/// <param name="clientIdOf">What the broker is to call an order that is sent for the first time.</param>
internal sealed class SentOrders(Func<long, string> clientIdOf)
{
    private const string Digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private readonly Dictionary<string, SentOrder> byId = new(StringComparer.Ordinal);
    private readonly Dictionary<Order, SentOrder> latest = [];

    /// <summary>An order that is sent for the first time.</summary>
    public SentOrder Add(Order order) => Add(new SentOrder(order, clientIdOf(order.Id), 0));

    /// <summary>An order that is sent again, under another name.</summary>
    public SentOrder Again(Order order)
    {
        int number = Latest(order).Number;
        return Add(new SentOrder(order, clientIdOf(order.Id) + Suffix(number), number + 1));
    }

    /// <summary>An order as it was sent last.</summary>
    public SentOrder Latest(Order order) => latest[order];

    /// <summary>An order by a name that it has, or had; null when there is none.</summary>
    public SentOrder? Find(string clientId) => byId.GetValueOrDefault(clientId);

    /// <summary>Two characters, of which the first is no hexadecimal digit: what is before them can still be told.</summary>
    private static string Suffix(int number) => new([Digits[16 + (number / Digits.Length)], Digits[number % Digits.Length]]);

    private SentOrder Add(SentOrder sending)
    {
        byId.Add(sending.ClientId, sending);
        return latest[sending.Order] = sending;
    }
}
