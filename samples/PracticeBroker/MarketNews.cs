namespace PracticeBroker;

/// <summary>Something that happens: what it is about is there, and the rest null.</summary>
/// <param name="Type">quote, bar, order, execution, over; subscribed and beat are about the stream itself.</param>
public sealed record MarketNews(string Type)
{
    public QuoteRow? Quote { get; init; }

    public BarRow? Bar { get; init; }

    public OrderRow? Order { get; init; }

    public ExecutionRow? Execution { get; init; }
}
