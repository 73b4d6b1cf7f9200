using System.Text.Json.Serialization;
using StrategyHost.Plugins;

namespace StrategyHost.Engine.Venues.Broker;

/// <summary>Something that a session learns about its orders or its account.</summary>
[JsonDerivedType(typeof(OrderReport), "order")]
[JsonDerivedType(typeof(ExecutionReport), "execution")]
[JsonDerivedType(typeof(PositionAdopted), "adoption")]
[JsonDerivedType(typeof(AccountMismatch), "standing")]
public abstract record BrokerEvent;

/// <summary>An order as the broker shows it now.</summary>
/// <param name="Order">The order.</param>
/// <param name="Refusal">Why the broker did not cancel or change it; null when this is no answer to that.</param>
/// <param name="Answered">The change that this answers, whether it was made or refused; null when it answers none.</param>
public sealed record OrderReport(BrokerOrder Order, string? Refusal = null, OrderChange? Answered = null) : BrokerEvent;

/// <summary>An execution of one of the session's orders.</summary>
/// <param name="Execution">The execution.</param>
public sealed record ExecutionReport(Execution Execution) : BrokerEvent;

/// <summary>A quantity that the account held, or that somebody else traded, is the session's from now on.</summary>
/// <param name="Symbol">The symbol.</param>
/// <param name="Quantity">The quantity: negative for short.</param>
/// <param name="Price">The price at which it is booked.</param>
/// <param name="Time">When it was adopted, UTC.</param>
public sealed record PositionAdopted(string Symbol, decimal Quantity, decimal Price, DateTime Time) : BrokerEvent;

/// <summary>Whether what the session believes agrees with what the broker says.</summary>
/// <param name="Difference">What does not agree; null when everything does.</param>
public sealed record AccountMismatch(string? Difference) : BrokerEvent
{
    /// <summary>An order that the broker has under a name of the session's, and that the session has not made: its journal is an older
    /// copy.
    /// Null when there is none.</summary>
    public string? Stray { get; init; }
}
