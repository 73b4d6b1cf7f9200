using System.Runtime.InteropServices;
using StrategyHost.Engine.Runs.Live;
using StrategyHost.Live.Deployments;
using StrategyHost.Live.Sessions;

namespace StrategyHost.Cli.Commands;

/// <summary>The kill switch as signals: SIGUSR1 halts every deployment of the service, SIGUSR2 closes its positions too. Windows has no
/// such signals.</summary>
internal sealed class KillSignals : IDisposable
{
    private readonly List<PosixSignalRegistration> registrations = [];

    /// <summary>Listens to the signals.</summary>
    /// <param name="deployments">Gives the names of the deployments that run.</param>
    /// <param name="state">The folder of its state.</param>
    /// <param name="say">Takes a line.</param>
    public KillSignals(Func<IEnumerable<string>> deployments, string state, Action<string> say)
    {
        if (OperatingSystem.IsWindows()) return;
        var (first, second) = OperatingSystem.IsMacOS() ? (30, 31) : (10, 12);
        Listen(first, SessionCommand.Halt);
        Listen(second, SessionCommand.Flatten);

        void Listen(int signal, SessionCommand command) => registrations.Add(PosixSignalRegistration.Create((PosixSignal)signal, context =>
        {
            context.Cancel = true;
            say($"A signal says to {(command == SessionCommand.Halt ? "halt" : "close all positions and halt")}.");
            foreach (var name in deployments()) Post(name, state, command, say);
        }));
    }

    public void Dispose()
    {
        foreach (var registration in registrations) registration.Dispose();
    }

    private static void Post(string name, string state, SessionCommand command, Action<string> say)
    {
        try
        {
            CommandBox.Post(state, name, command, null, TimeProvider.System.GetUtcNow().UtcDateTime);
        }
        catch (DeploymentException notBegun)
        {
            say(notBegun.Message);
        }
    }
}
