using System.Net.Sockets;
using System.Text.Json;
using StrategyHost.Live.Deployments;

namespace StrategyHost.Live.Service;

/// <summary>Asks the hosts that run on this machine, and tells them what to do, over the socket that each has in the folder of its
/// state.</summary>
/// <param name="state">The folder of the hosts' state.</param>
/// <param name="clock">What measures how long an answer takes.</param>
public sealed class ControlClient(string state, TimeProvider clock)
{
    /// <summary>What each host that keeps its state in the folder says about itself, in the order of their starts; none when none
    /// runs.</summary>
    public async Task<IReadOnlyList<HostStanding>> AskAsync(CancellationToken cancellation) =>
        [.. (await HostsAsync(cancellation)).Select(h => h.Standing)];

    /// <summary>Tells the host that a deployment is of what to do with it: the one that runs it or has run it, otherwise the only one that
    /// there is.</summary>
    /// <returns>What came of it, in a sentence.</returns>
    /// <exception cref="DeploymentException">No host runs, none of several is meant, or the host refuses.</exception>
    public async Task<string> TellAsync(HostRequest request, CancellationToken cancellation)
    {
        string name = request.Deployment!;
        var hosts = await HostsAsync(cancellation);
        if (hosts.Count == 0)
            throw new DeploymentException(
                $"No host runs that keeps its state in {state}: 'strategyhost live {name}' starts one with {name}, and --state names "
                    + $"another folder.");
        var own = hosts.Where(h => h.Standing.Deployments.Any(d => d.Name == name && d.IsRunning)).ToList();
        if (own.Count == 0) own = [.. hosts.Where(h => h.Standing.Deployments.Any(d => d.Name == name))];
        if (own.Count == 0) own = hosts;
        if (own is not [var host])
            throw new DeploymentException(
                $"{own.Count} hosts keep their state in {state}, and none of them runs {name}: stop one of them, or start another with "
                    + $"'strategyhost live {name}'.");
        var answer = await AskSocketAsync(host.Path, request, (DeploymentService.LastPatience * 2) + ControlSocket.Patience, cancellation)
            ?? throw new DeploymentException(
                $"The host, process {host.Standing.ProcessId}, has given no answer: 'strategyhost status {name}' shows what came of it.");
        return answer.Done ?? throw new DeploymentException(answer.Refusal ?? "The host does not know what that is.");
    }

    private async Task<List<(string Path, HostStanding Standing)>> HostsAsync(CancellationToken cancellation)
    {
        var hosts = new List<(string Path, HostStanding Standing)>();
        foreach (var path in ControlSocket.SocketsIn(ControlSocket.FolderOf(state)))
        {
            if (await AskSocketAsync(path, new HostRequest(HostAction.Status), ControlSocket.Patience, cancellation) is { } answer)
                hosts.Add((path, answer.Standing));
        }

        return [.. hosts.OrderBy(h => h.Standing.Since).ThenBy(h => h.Standing.ProcessId)];
    }

    /// <summary>What the host behind a socket answers; null where none answers in time.</summary>
    private async Task<HostAnswer?> AskSocketAsync(string path, HostRequest request, TimeSpan longest, CancellationToken cancellation)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        using var end = new CancellationTokenSource(longest, clock);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation, end.Token);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), patience.Token);
            await using var stream = new NetworkStream(socket);
            await ControlSocket.WriteAsync(stream, request, patience.Token);
            return await ControlSocket.ReadAsync<HostAnswer>(stream, patience.Token);
        }
        catch (Exception failure) when (failure is SocketException or IOException or JsonException
            || (failure is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return null; // The host was killed, has just ended, or stands still.
        }
    }
}
