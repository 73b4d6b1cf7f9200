using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Hosting;
using StrategyHost.Live.Deployments;
using StrategyHost.Live.Files;

namespace StrategyHost.Live.Service;

/// <summary>
/// Answers those who ask on this machine how the host does, and does what they want of its deployments: a socket in the folder of its
/// state, which takes a line of JSON, answers with another, and closes. Each host has one of its own, named after its process, so that
/// several can serve deployments of one folder and each removes its own.
/// </summary>
/// <param name="parts">What the host is put together from.</param>
/// <param name="service">What is asked about.</param>
public sealed class ControlSocket(LiveHostParts parts, DeploymentService service) : BackgroundService
{
    /// <summary>How long whoever asks may take to say what is wanted, and to read the answer, and a host to say how it does; then the other
    /// is left alone.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>So many are answered at a time; others wait until one of them has its answer.</summary>
    public const int MostAtOnce = 16;

    /// <summary>No system takes a longer name for a socket.</summary>
    private const int LongestPath = 100;
    private const string LongestName = "host-2147483647-99.sock";
    private const string Pattern = "host*.sock";
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

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

    /// <summary>The sockets in a folder, those that were left among them.</summary>
    internal static string[] SocketsIn(string folder) => Directory.Exists(folder) ? Directory.GetFiles(folder, Pattern) : [];

    /// <summary>Writes a line.</summary>
    internal static async Task WriteAsync<T>(Stream stream, T said, CancellationToken cancellation) =>
        await stream.WriteAsync((byte[])[.. JsonSerializer.SerializeToUtf8Bytes(said, Json), (byte)'\n'], cancellation);

    /// <summary>Reads a line; null where the other says nothing.</summary>
    internal static async Task<T?> ReadAsync<T>(Stream stream, CancellationToken cancellation)
    {
        using var reader = new StreamReader(stream, Encoding.UTF8, leaveOpen: true);
        return await reader.ReadLineAsync(cancellation) is { Length: > 0 } line ? JsonSerializer.Deserialize<T>(line, Json) : default;
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        string folder = FolderOf(parts.State);
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
            parts.Say($"'strategyhost status' gets no answer: no socket can be opened in {folder}: {failure.Message.TrimEnd('.')}");
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
            await AnswerAllAsync(listener, cancellation);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private async Task AnswerAllAsync(Socket listener, CancellationToken cancellation)
    {
        using var places = new SemaphoreSlim(MostAtOnce);
        var answers = new HashSet<Task>();
        try
        {
            while (true)
            {
                await places.WaitAsync(cancellation);
                answers.RemoveWhere(a => a.IsCompleted);
                answers.Add(AnswerAsync(await listener.AcceptAsync(cancellation), places, cancellation));
            }
        }
        finally
        {
            await Task.WhenAll(answers);
        }
    }

    private async Task AnswerAsync(Socket client, SemaphoreSlim places, CancellationToken cancellation)
    {
        try
        {
            await using var stream = new NetworkStream(client, ownsSocket: true);
            var request = await InTimeAsync(end => ReadAsync<HostRequest>(stream, end), cancellation);
            if (request is null) return;
            var answer = await AnswerToAsync(request, cancellation);
            await InTimeAsync(async end =>
            {
                await WriteAsync(stream, answer, end);
                return true;
            }, cancellation);
        }
        catch (Exception failure) when (failure is IOException or SocketException or JsonException or OperationCanceledException)
        {
            // Whoever asked says nothing, or does not read the answer; or the host ends.
        }
        finally
        {
            places.Release();
        }
    }

    private async Task<T> InTimeAsync<T>(Func<CancellationToken, Task<T>> talk, CancellationToken cancellation)
    {
        using var end = new CancellationTokenSource(Patience, parts.Clock);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation, end.Token);
        return await talk(patience.Token);
    }

    private async Task<HostAnswer> AnswerToAsync(HostRequest request, CancellationToken cancellation)
    {
        try
        {
            string? done = request switch
            {
                { Action: HostAction.Start, Deployment: { } name } => await service.StartAsync(name, cancellation),
                { Action: HostAction.Stop, Deployment: { } name } => await service.StopAsync(name, request.Mode, cancellation),
                { Action: HostAction.Restart, Deployment: { } name } => await service.RestartAsync(name, cancellation),
                _ => null,
            };
            return new HostAnswer(service.Standing, done);
        }
        catch (DeploymentException refused)
        {
            return new HostAnswer(service.Standing, Refusal: refused.Message);
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

    /// <summary>A name that no host has: two in containers of their own can have one process number in one folder.</summary>
    private static string FreeNameIn(string folder)
    {
        string name = FormattableString.Invariant($"host-{Environment.ProcessId}");
        string path = Path.Combine(folder, name + ".sock");
        for (int i = 2; File.Exists(path); i++) path = Path.Combine(folder, FormattableString.Invariant($"{name}-{i}.sock"));
        return path;
    }
}
