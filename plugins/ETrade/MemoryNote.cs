namespace ETrade;

/// <summary>A line of what the plugin remembers: one of its parts is there.</summary>
/// <param name="Intent">An order is about to be placed.</param>
/// <param name="Placed">An order was placed.</param>
/// <param name="Dropped">The client's name for an order that was refused.</param>
/// <param name="Step">An order has been filled further.</param>
internal sealed record MemoryNote(OrderIntent? Intent = null, PlacedOrder? Placed = null, string? Dropped = null, FillStep? Step = null);

/// <summary>An order that is about to be placed.</summary>
/// <param name="ClientId">The host's name for it.</param>
/// <param name="Number">How often its terms were changed before.</param>
/// <param name="Terms">Its terms.</param>
/// <param name="Time">When that was so first, UTC.</param>
/// <param name="Latest">When that was so last, UTC: it may be tried again.</param>
internal sealed record OrderIntent(string ClientId, int Number, OrderTerms Terms, DateTime Time, DateTime Latest);

/// <summary>An order that was placed.</summary>
internal sealed record PlacedOrder(string ClientId, long OrderId);

/// <summary>What was filled between two looks at an order.</summary>
/// <param name="OrderId">E*TRADE's name for the order.</param>
/// <param name="Filled">How much is filled altogether.</param>
/// <param name="Average">At what mean price.</param>
/// <param name="Quantity">How much was filled since the look before.</param>
/// <param name="Price">At what price.</param>
/// <param name="Commission">What it cost.</param>
/// <param name="Time">When, UTC.</param>
internal sealed record FillStep(long OrderId, decimal Filled, decimal Average, decimal Quantity, decimal Price, decimal Commission,
    DateTime Time);
