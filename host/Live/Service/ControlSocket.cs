using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Hosting;
using StrategyHost.Live.Files;

namespace StrategyHost.Live.Service;

/// <summary>
/// Answers those who ask on this machine how the host does: a socket in the folder of its state, which says all it knows and closes. Each
/// host has
/// one of its own, named after its process, so that several can serve deployments of one folder and each removes its own.
/// </summary>
/// <param name="state">The folder of the host's state.</param>
/// <param name="service">What is asked about.</param>
/// <param name="clock">What measures how long an answer may take.</param>
/// <param name="say">Takes a sentence for people.</param>
public sealed class ControlSocket(string state, DeploymentService service, TimeProvider clock, Action<string> say) : BackgroundService
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>How long a host may take to answer, and whoever asks to read the answer; then the other is left alone.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>No system takes a longer name for a socket.</summary>
    private const int LongestPath = 100;
    private const string LongestName = "host-2147483647-99.sock";
    private const string Pattern = "host*.sock";

    /// <summary>Where the sockets of hosts are: in the folder of their state, or for temporary files where that folder's name is too long
    /// for a socket.</summary>
    public static string FolderOf(string state)
    {
        string folder = Path.GetFullPath(state);
        return Encoding.UTF8.GetByteCount(Path.Combine(folder, LongestName)) <= LongestPath
            ? folder
            : Path.Combine(Path.GetTempPath(),
                $"strategyhost-{Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(folder)))[..16]}");
    }

    /// <summary>What each host that keeps its state in a folder says about itself, in the order of their starts; none when none
    /// runs.</summary>
    public static async Task<IReadOnlyList<HostStanding>> AskAsync(string state, TimeProvider clock, CancellationToken cancellation)
    {
        var standings = new List<HostStanding>();
        foreach (var path in SocketsIn(FolderOf(state)))
        {
            if (await AskSocketAsync(path, clock, cancellation) is { } standing) standings.Add(standing);
        }

        return [.. standings.OrderBy(s => s.Since).ThenBy(s => s.ProcessId)];
    }

    private static string[] SocketsIn(string folder) => Directory.Exists(folder) ? Directory.GetFiles(folder, Pattern) : [];

    /// <summary>What the host behind a socket says; null where none answers in time.</summary>
    private static async Task<HostStanding?> AskSocketAsync(string path, TimeProvider clock, CancellationToken cancellation)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        using var end = new CancellationTokenSource(Patience, clock);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation, end.Token);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), patience.Token);
            await using var stream = new NetworkStream(socket);
            return await JsonSerializer.DeserializeAsync<HostStanding>(stream, Json, patience.Token);
        }
        catch (Exception failure) when (failure is SocketException or IOException or JsonException
            || (failure is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return null; // The host was killed, has just ended, or stands still.
        }
    }

    /// <summary>Whether nobody listens behind a socket's file: it was left by a host that was killed.</summary>
    private static async Task<bool> IsLeftAsync(string path, CancellationToken cancellation)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellation);
            return false;
        }
        catch (SocketException refused)
        {
            return refused.SocketErrorCode == SocketError.ConnectionRefused;
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        string folder = FolderOf(state);
        try
        {
            await ListenAsync(folder, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host ends.
        }
        catch (Exception failure) when (failure is SocketException or IOException or UnauthorizedAccessException)
        {
            // Nobody can ask, and trading goes on.
            say($"'strategyhost status' gets no answer: no socket can be opened in {folder}: {failure.Message.TrimEnd('.')}");
        }
    }

    private async Task ListenAsync(string folder, CancellationToken cancellation)
    {
        PrivateFiles.MakeFolder(folder);
        foreach (var left in SocketsIn(folder))
        {
            if (await IsLeftAsync(left, cancellation)) File.Delete(left);
        }

        string path = FreeNameIn(folder);
        string unfinished = Path.Combine(folder, FormattableString.Invariant($".new-{Environment.ProcessId}"));
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        File.Delete(unfinished);
        listener.Bind(new UnixDomainSocketEndPoint(unfinished));
        listener.Listen();
        PrivateFiles.Narrow(unfinished);

        // It gets its name when it listens: to others, a socket that has its name and refuses is one that was left.
        File.Move(unfinished, path);
        try
        {
            while (true)
            {
                using var client = await listener.AcceptAsync(cancellation);
                await using var stream = new NetworkStream(client);
                await AnswerAsync(stream, cancellation);
            }
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>A name that no host has: two in containers of their own can have one process number in one folder.</summary>
    private static string FreeNameIn(string folder)
    {
        string name = FormattableString.Invariant($"host-{Environment.ProcessId}");
        string path = Path.Combine(folder, name + ".sock");
        for (int i = 2; File.Exists(path); i++) path = Path.Combine(folder, FormattableString.Invariant($"{name}-{i}.sock"));
        return path;
    }

    private async Task AnswerAsync(NetworkStream stream, CancellationToken cancellation)
    {
        using var end = new CancellationTokenSource(Patience, clock);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation, end.Token);
        try
        {
            await JsonSerializer.SerializeAsync(stream, service.Standing, Json, patience.Token);
        }
        catch (Exception failure) when (failure is IOException
            || (failure is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            // Whoever asked did not wait for the answer, or does not read it: the next is answered.
        }
    }
}
