using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json;
using StrategyHost.Plugins;

namespace Ccxt;

/// <summary>
/// A process of Node that runs ccxt for one account. It is asked over its standard streams, and looked after: one that does not answer
/// is ended. It ends with the host, whatever becomes of that, since its standard input ends then.
/// </summary>
internal sealed class Sidecar : IAsyncDisposable
{
    private const int LongestMessage = 64 * 1024 * 1024;

    /// <summary>How often it is asked whether it is there.</summary>
    public static readonly TimeSpan Beat = TimeSpan.FromSeconds(5);

    /// <summary>How long it may take to say so: then it is ended, and whoever asked it for something is told.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly string[] NodeOptions = ["--no-warnings"];
    private readonly Process process;
    private readonly ConcurrentDictionary<long, TaskCompletionSource<JsonElement>> asked = new();
    private readonly ConcurrentDictionary<long, StreamQueue> streams = new();
    private readonly SemaphoreSlim writing = new(1);
    private readonly CancellationTokenSource stop = new();
    private readonly List<Task> work;
    private volatile string lastWords = "";
    private long number;
    private volatile bool isGone;

    private Sidecar(Process process, TimeProvider clock)
    {
        this.process = process;
        work = [ReadAsync(), HearAsync(), BeatAsync(clock, stop.Token)];
    }

    /// <summary>Whether it has ended.</summary>
    public bool IsGone => isGone;

    /// <summary>Starts it.</summary>
    /// <param name="node">The program that runs JavaScript.</param>
    /// <param name="folder">The folder with its script.</param>
    /// <param name="clock">What measures how long it may be silent.</param>
    /// <exception cref="BrokerException">There is no Node.</exception>
    public static Sidecar Start(string node, string folder, TimeProvider clock)
    {
        var start = new ProcessStartInfo(node, [.. NodeOptions, Path.Combine(folder, "sidecar.mjs")])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            return new Sidecar(Process.Start(start)!, clock);
        }
        catch (Win32Exception missing)
        {
            throw new BrokerException(BrokerError.Invalid,
                $"The plugin ccxt needs Node 20 or newer, and '{node}' cannot be started: install Node, or name it in the setting node.",
                missing)
            { Field = "node" };
        }
    }

    /// <summary>Asks it for something.</summary>
    /// <exception cref="SidecarException">It refuses, or is gone.</exception>
    public async Task<JsonElement> AskAsync(string method, object parameters, CancellationToken cancellation)
    {
        long id = Interlocked.Increment(ref number);
        var answer = asked[id] = new TaskCompletionSource<JsonElement>(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            await SendAsync(new { id, method, @params = parameters }, cancellation);
            if (isGone) throw Gone();
            return await answer.Task.WaitAsync(cancellation);
        }
        finally
        {
            asked.TryRemove(id, out _);
        }
    }

    /// <summary>What one of ccxt's streams has, until the caller cancels.</summary>
    /// <exception cref="SidecarException">It broke, or more waits than may.</exception>
    public async IAsyncEnumerable<JsonElement> WatchAsync(string name, object?[] args,
        [EnumeratorCancellation] CancellationToken cancellation)
    {
        long stream = Interlocked.Increment(ref number);
        var queue = streams[stream] = new StreamQueue();
        try
        {
            await AskAsync("watch", new { stream, name, args }, cancellation);
            await foreach (var item in queue.ReadAllAsync(cancellation)) yield return item;
        }
        finally
        {
            streams.TryRemove(stream, out _);
            if (!isGone) await SendQuietlyAsync(new { id = 0, method = "stop", @params = new { stream } });
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        End();
        await Task.WhenAll(work);
        process.Dispose();
        writing.Dispose();
        stop.Dispose();
    }

    private SidecarException Gone() => new([], $"The process that runs ccxt has ended{(lastWords.Length > 0 ? $": {lastWords}" : "")}");

    private async Task SendAsync(object message, CancellationToken cancellation)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(message);
        var frame = new byte[body.Length + 4];
        BinaryPrimitives.WriteInt32BigEndian(frame, body.Length);
        body.CopyTo(frame, 4);
        await writing.WaitAsync(cancellation);
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(frame, CancellationToken.None);
            await process.StandardInput.BaseStream.FlushAsync(CancellationToken.None);
        }
        catch (Exception failure) when (failure is IOException or ObjectDisposedException or InvalidOperationException)
        {
            throw Gone();
        }
        finally
        {
            writing.Release();
        }
    }

    private async Task SendQuietlyAsync(object message)
    {
        try
        {
            await SendAsync(message, CancellationToken.None);
        }
        catch (Exception failure) when (failure is SidecarException or ObjectDisposedException)
        {
            // It is gone, and its streams with it.
        }
    }

    private async Task ReadAsync()
    {
        var stream = process.StandardOutput.BaseStream;
        var head = new byte[4];
        try
        {
            while (true)
            {
                await stream.ReadExactlyAsync(head);
                int length = BinaryPrimitives.ReadInt32BigEndian(head);
                if (length is < 0 or > LongestMessage) break;
                var body = new byte[length];
                await stream.ReadExactlyAsync(body);
                Take(JsonSerializer.Deserialize<JsonElement>(body));
            }
        }
        catch (Exception failure) when (failure is IOException or JsonException or ObjectDisposedException or InvalidOperationException)
        {
            // The process has ended, or does not speak as it should.
        }

        End();
        isGone = true;
        foreach (var waiting in asked.Values) waiting.TrySetException(Gone());
        foreach (var queue in streams.Values) queue.End(Gone());
    }

    private void Take(JsonElement message)
    {
        if (message.TryGetProperty("stream", out var stream))
        {
            if (!streams.TryGetValue(stream.GetInt64(), out var queue)) return;
            if (message.TryGetProperty("error", out var broken)) queue.End(Failure(broken));
            else queue.Add(message.GetProperty("data"));
            return;
        }

        if (!asked.TryGetValue(message.GetProperty("id").GetInt64(), out var waiting)) return;
        if (message.TryGetProperty("error", out var refusal)) waiting.TrySetException(Failure(refusal));
        else waiting.TrySetResult(message.TryGetProperty("result", out var result) ? result : default);
    }

    private static SidecarException Failure(JsonElement error) =>
        new([.. error.GetProperty("classes").EnumerateArray().Select(c => c.GetString()!)], error.GetProperty("message").GetString() ?? "")
        {
            RetryAfter = error.Number("retryAfter") is { } milliseconds ? TimeSpan.FromMilliseconds((double)milliseconds) : null,
        };

    /// <summary>Keeps its last line of standard error, to say why it ended.</summary>
    private async Task HearAsync()
    {
        try
        {
            while (await process.StandardError.ReadLineAsync() is { } line)
            {
                if (line.Contains("Error", StringComparison.Ordinal)) lastWords = line.Trim();
            }
        }
        catch (Exception failure) when (failure is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // It has ended.
        }
    }

    private async Task BeatAsync(TimeProvider clock, CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(Beat, clock);
        try
        {
            while (!isGone && await timer.WaitForNextTickAsync(cancellation))
            {
                using var late = new CancellationTokenSource(Patience, clock);
                using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation, late.Token);
                await AskAsync("ping", new { }, patience.Token);
            }
        }
        catch (OperationCanceledException)
        {
            End();
        }
        catch (SidecarException)
        {
            // It has ended by itself.
        }
    }

    private void End()
    {
        try
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
        catch (Exception failure) when (failure is InvalidOperationException or Win32Exception)
        {
            // It has ended meanwhile.
        }
    }
}
