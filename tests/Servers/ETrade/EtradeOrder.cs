using System.Text.Json.Nodes;

namespace ETradeServer;

/// <summary>An order as it was placed here, under a client id that is never told.</summary>
public sealed record EtradeOrder(long Id, string ClientId, JsonObject Terms, DateTimeOffset Placed);
