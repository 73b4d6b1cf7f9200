using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace StrategyHost.Live.Service;

/// <summary>The service: deployments, the socket on which it is asked and told, the watch of their folder, and what tells
/// systemd.</summary>
public static class LiveHost
{
    /// <summary>Runs deployments until all have ended, or until it is told to stop.</summary>
    /// <param name="parts">The deployments, and what they are run with.</param>
    /// <param name="started">Is called with the service when it runs.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>The largest exit code.</returns>
    public static async Task<int> RunAsync(LiveHostParts parts, Action<DeploymentService> started, CancellationToken cancellation)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = DeploymentService.LastPatience * 2);
        builder.Services.AddSingleton<IHostLifetime, CommandLifetime>();
        builder.Services.AddSingleton(parts);
        builder.Services.AddSingleton(parts.Clock);
        builder.Services.AddSingleton<DeploymentService>();
        builder.Services.AddHostedService(services => services.GetRequiredService<DeploymentService>());
        builder.Services.AddHostedService<ControlSocket>();
        if (parts.Watched is not null) builder.Services.AddHostedService<DeploymentWatch>();
        builder.Services.AddHostedService<SystemdNotifier>();
        using var host = builder.Build();
        var service = host.Services.GetRequiredService<DeploymentService>();
        await host.StartAsync(cancellation);
        started(service);
        await host.WaitForShutdownAsync(cancellation);
        return service.ExitCode;
    }
}
