using System.Runtime.InteropServices;

namespace StrategyHost.Live.Service.Windows;

/// <summary>SERVICE_STATUS.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct ServiceStatus
{
    public const int OwnProcess = 0x10;

    public int Type;
    public ServiceState State;
    public int Accepted;
    public int ExitCode;
    public int SpecificExitCode;
    public int CheckPoint;
    public int WaitHint;
}
