using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace StrategyHost.Live.Service;

/// <summary>The service: deployments, the socket that says how they do, and what tells systemd.</summary>
public static class LiveHost
{
    /// <summary>Runs deployments until all have ended, or until it is told to stop.</summary>
    /// <param name="deployments">The deployments.</param>
    /// <param name="state">The folder in which they keep their state.</param>
    /// <param name="clock">What measures time.</param>
    /// <param name="say">Takes a sentence for people.</param>
    /// <param name="started">Is called when the service runs.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>The largest exit code.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<HostedDeployment> deployments, string state, TimeProvider clock,
        Action<string> say, Action started, CancellationToken cancellation)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = DeploymentService.LastPatience * 2);
        builder.Services.AddSingleton<IHostLifetime, CommandLifetime>();
        builder.Services.AddSingleton(clock);
        builder.Services.AddSingleton(deployments);
        builder.Services.AddSingleton(services =>
            new DeploymentService(deployments, services.GetRequiredService<IHostApplicationLifetime>(), clock, say));
        builder.Services.AddHostedService(services => services.GetRequiredService<DeploymentService>());
        builder.Services.AddHostedService(services =>
            new ControlSocket(state, services.GetRequiredService<DeploymentService>(), clock, say));
        builder.Services.AddHostedService<SystemdNotifier>();
        using var host = builder.Build();
        var service = host.Services.GetRequiredService<DeploymentService>();
        await host.StartAsync(cancellation);
        started();
        await host.WaitForShutdownAsync(cancellation);
        return service.ExitCode;
    }
}
