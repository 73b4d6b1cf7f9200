namespace StrategyHost.Live.Service.Windows;

/// <summary>The states of a service of Windows, by their numbers there.</summary>
internal enum ServiceState
{
    Stopped = 1,
    StartPending = 2,
    StopPending = 3,
    Running = 4,
}
