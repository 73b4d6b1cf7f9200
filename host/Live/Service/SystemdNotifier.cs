using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Hosting;

namespace StrategyHost.Live.Service;

/// <summary>
/// Tells systemd that the service is ready, that it is alive, and that it stops: a unit of <c>Type=notify</c> with <c>WatchdogSec</c>. Does
/// nothing
/// where systemd did not start it. The protocol is that of sd_notify(3).
/// </summary>
/// <param name="lifetime">Says when the service is ready, and when it stops.</param>
/// <param name="clock">What measures time.</param>
public sealed class SystemdNotifier(IHostApplicationLifetime lifetime, TimeProvider clock) : BackgroundService
{
    private readonly string? address = Environment.GetEnvironmentVariable("NOTIFY_SOCKET");

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (address is null) return;
        var isReady = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lifetime.ApplicationStarted.Register(() =>
        {
            Send("READY=1");
            isReady.TrySetResult();
        });
        lifetime.ApplicationStopping.Register(() => Send("STOPPING=1"));
        if (!long.TryParse(Environment.GetEnvironmentVariable("WATCHDOG_USEC"), NumberStyles.None, CultureInfo.InvariantCulture,
            out long microseconds)) return;

        // The watchdog's time begins when the service is ready.
        await isReady.Task.WaitAsync(stoppingToken);
        using var timer = new PeriodicTimer(TimeSpan.FromMicroseconds(microseconds / 2.0), clock);
        while (await timer.WaitForNextTickAsync(stoppingToken)) Send("WATCHDOG=1");
    }

    private void Send(string state)
    {
        // A name that begins with @ is of the abstract namespace, which begins with a zero byte.
        string path = address!.StartsWith('@') ? "\0" + address[1..] : address;
        using var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        try
        {
            socket.Connect(new UnixDomainSocketEndPoint(path));
            socket.Send(Encoding.ASCII.GetBytes(state));
        }
        catch (SocketException)
        {
            // Nobody listens any more: systemd finds that out by itself.
        }
    }
}
