using System.Text.Json;

namespace Ccxt;

/// <summary>Which order is of which symbol, and what the exchange calls it: written before an order goes out, and there again after a restart.</summary>
internal sealed class OrderMemory : IDisposable
{
    private const string FileName = "orders.jsonl";
    private readonly Lock gate = new();
    private readonly FileStream? file;
    private readonly Dictionary<string, KnownOrder> byClientId = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> byId = new(StringComparer.Ordinal);

    /// <summary>A memory in a folder; one that forgets everything when there is none.</summary>
    public OrderMemory(string? folder)
    {
        if (folder is null) return;
        Directory.CreateDirectory(folder);
        file = new FileStream(Path.Combine(folder, FileName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite);
        using var reader = new StreamReader(file, leaveOpen: true);
        while (reader.ReadLine() is { } line)
        {
            // The last line is torn when the host was killed while it was written: the order had not gone out yet.
            if (TryRead(line) is { } order) Take(order);
        }

        file.Seek(0, SeekOrigin.End);
        if (file.Length > 0) file.Write("\n"u8);
    }

    public void Dispose() => file?.Dispose();

    /// <summary>An order by the host's name for it; null when it never went out.</summary>
    public KnownOrder? Find(string clientId)
    {
        lock (gate) return byClientId.GetValueOrDefault(clientId);
    }

    /// <summary>The host's name for an order of the exchange's; null when it is not the host's.</summary>
    public string? ClientIdOf(string id)
    {
        lock (gate) return byId.GetValueOrDefault(id);
    }

    /// <summary>The symbols of all orders.</summary>
    public IReadOnlyList<string> Symbols()
    {
        lock (gate) return [.. byClientId.Values.Select(o => o.Symbol).Distinct()];
    }

    /// <summary>The orders that have no name of the exchange's yet.</summary>
    public IReadOnlyList<KnownOrder> Nameless()
    {
        lock (gate) return [.. byClientId.Values.Where(o => o.Id is null)];
    }

    /// <summary>Keeps what is known about an order.</summary>
    public void Keep(KnownOrder order)
    {
        lock (gate)
        {
            if (byClientId.GetValueOrDefault(order.ClientId) == order) return;
            if (file is not null)
            {
                file.Seek(0, SeekOrigin.End);
                file.Write([.. JsonSerializer.SerializeToUtf8Bytes(order), (byte)'\n']);
                file.Flush(flushToDisk: true);
            }

            Take(order);
        }
    }

    /// <summary>Forgets an order that the exchange has refused.</summary>
    public void Drop(KnownOrder order)
    {
        // An order that was refused is looked for no more: its name says that it is none.
        Keep(order with { Id = "" });
    }

    private static KnownOrder? TryRead(string line)
    {
        try
        {
            return line.Length == 0 ? null : JsonSerializer.Deserialize<KnownOrder>(line);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private void Take(KnownOrder order)
    {
        byClientId[order.ClientId] = order;
        if (!string.IsNullOrEmpty(order.Id)) byId[order.Id] = order.ClientId;
    }
}
