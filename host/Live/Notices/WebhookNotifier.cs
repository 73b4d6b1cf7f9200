using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace StrategyHost.Live.Notices;

/// <summary>Posts notices as JSON to a web address: <c>kind, source, time, text, orderId, clientId</c>.</summary>
public sealed class WebhookNotifier : INotifier, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) }
    };
    private readonly HttpClient client = new() { Timeout = Patience };
    private readonly Uri address;

    /// <summary>A notifier of an address.</summary>
    public WebhookNotifier(Uri address) => this.address = address;

    /// <inheritdoc/>
    public string Name => $"webhook {address.Host}";

    /// <inheritdoc/>
    public async Task SendAsync(Notice notice, CancellationToken cancellation)
    {
        using var answer = await client.PostAsJsonAsync(address, notice, Json, cancellation);
        answer.EnsureSuccessStatusCode();
    }

    /// <inheritdoc/>
    public void Dispose() => client.Dispose();
}
