using System.Text.Json.Serialization;
using StrategyHost.Plugins;

namespace StrategyHost.Engine.Venues.Broker;

/// <summary>Something that a session learns about its orders or its account.</summary>
[JsonDerivedType(typeof(OrderNews), "order")]
[JsonDerivedType(typeof(ExecutionNews), "execution")]
[JsonDerivedType(typeof(AdoptionNews), "adoption")]
[JsonDerivedType(typeof(StandingNews), "standing")]
[JsonDerivedType(typeof(UnchangeableNews), "unchangeable")]
public abstract record BrokerNews;

/// <summary>An order as the broker shows it now.</summary>
/// <param name="Order">The order.</param>
/// <param name="Refusal">Why the broker did not cancel or change it; null when this is no answer to that.</param>
public sealed record OrderNews(BrokerOrder Order, string? Refusal = null) : BrokerNews;

/// <summary>An execution of one of the session's orders.</summary>
/// <param name="Execution">The execution.</param>
public sealed record ExecutionNews(Execution Execution) : BrokerNews;

/// <summary>A quantity that the account held, or that somebody else traded, is the session's from now on.</summary>
/// <param name="Symbol">The symbol.</param>
/// <param name="Quantity">The quantity: negative for short.</param>
/// <param name="Price">The price at which it is booked.</param>
/// <param name="Time">When it was adopted, UTC.</param>
public sealed record AdoptionNews(string Symbol, decimal Quantity, decimal Price, DateTime Time) : BrokerNews;

/// <summary>The broker changes no orders: one whose terms are to be others is ended, and sent again.</summary>
/// <param name="ClientId">The order.</param>
/// <param name="Change">The terms that it is to have.</param>
public sealed record UnchangeableNews(string ClientId, OrderChange Change) : BrokerNews;

/// <summary>Whether what the session believes agrees with what the broker says.</summary>
/// <param name="Difference">What does not agree; null when everything does.</param>
public sealed record StandingNews(string? Difference) : BrokerNews;
