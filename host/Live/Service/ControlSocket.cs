using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Hosting;

namespace StrategyHost.Live.Service;

/// <summary>Answers those who ask on this machine how the host does: a socket in the folder of its state, which says all it knows and closes.</summary>
/// <param name="path">The socket's file.</param>
/// <param name="service">What is asked about.</param>
/// <param name="say">Takes a sentence for people.</param>
public sealed class ControlSocket(string path, DeploymentService service, Action<string> say) : BackgroundService
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>No system takes a longer name for a socket.</summary>
    private const int LongestPath = 100;

    /// <summary>The socket of a host: in the folder of its state, or for temporary files where that folder's name is too long for a socket.</summary>
    public static string PathIn(string state)
    {
        string path = Path.Combine(Path.GetFullPath(state), "host.sock");
        return Encoding.UTF8.GetByteCount(path) <= LongestPath ? path : Path.Combine(Path.GetTempPath(), $"strategyhost-{Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(path)))[..16]}.sock");
    }

    /// <summary>What the host that keeps its state in a folder says about itself; null when none runs.</summary>
    public static Task<HostStanding?> AskAsync(string state, CancellationToken cancellation) => AskSocketAsync(PathIn(state), cancellation);

    private static async Task<HostStanding?> AskSocketAsync(string path, CancellationToken cancellation)
    {
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
        try
        {
            await ListenAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            File.Delete(path);
        }
        catch (Exception failure) when (failure is SocketException or IOException or UnauthorizedAccessException)
        {
            // Nobody can ask, and trading goes on.
            say($"'strategyhost status' gets no answer: the socket {path} cannot be opened: {failure.Message.TrimEnd('.')}");
        }
    }

    private async Task ListenAsync(CancellationToken cancellation)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        if (await AskSocketAsync(path, cancellation) is not null) return; // Another host, with other deployments, answers already.
        File.Delete(path);
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(path));
        listener.Listen();
        while (true)
        {
            using var client = await listener.AcceptAsync(cancellation);
            await using var stream = new NetworkStream(client);
            await AnswerAsync(stream, cancellation);
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
