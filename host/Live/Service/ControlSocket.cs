using System.Net.Sockets;
using System.Text.Json;
using Microsoft.Extensions.Hosting;

namespace StrategyHost.Live.Service;

/// <summary>Answers those who ask on this machine how the host does: a socket in the folder of its state, which says all it knows and closes.</summary>
/// <param name="path">The socket's file.</param>
/// <param name="service">What is asked about.</param>
public sealed class ControlSocket(string path, DeploymentService service) : BackgroundService
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>The socket of a host, in the folder of its state.</summary>
    public static string PathIn(string state) => Path.Combine(Path.GetFullPath(state), "host.sock");

    /// <summary>What the host that keeps its state in a folder says about itself; null when none runs.</summary>
    public static async Task<HostStanding?> AskAsync(string state, CancellationToken cancellation)
    {
        string path = PathIn(state);
        if (!File.Exists(path)) return null;
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellation);
            await using var stream = new NetworkStream(socket);
            return await JsonSerializer.DeserializeAsync<HostStanding>(stream, Json, cancellation);
        }
        catch (SocketException)
        {
            return null; // The file was left by a host that was killed.
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        string folder = Path.GetDirectoryName(path)!;
        Directory.CreateDirectory(folder);
        if (await AskAsync(folder, stoppingToken) is not null) return; // Another host, with other deployments, answers already.
        File.Delete(path);
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(path));
        listener.Listen();
        try
        {
            while (true)
            {
                using var client = await listener.AcceptAsync(stoppingToken);
                await using var stream = new NetworkStream(client);
                await AnswerAsync(stream, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            File.Delete(path);
        }
    }

    private async Task AnswerAsync(NetworkStream stream, CancellationToken cancellation)
    {
        try
        {
            await JsonSerializer.SerializeAsync(stream, service.Standing, Json, cancellation);
        }
        catch (IOException)
        {
            // Whoever asked did not wait for the answer.
        }
    }
}
