using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace StrategyHost.Live.Service.Windows;

/// <summary>
/// The host as a service of Windows: what the service control manager that has started it and the host say to each other. The protocol is
/// that of
/// StartServiceCtrlDispatcher, RegisterServiceCtrlHandlerEx and SetServiceStatus.
/// </summary>
[SupportedOSPlatform("windows")]
public sealed class WindowsService : IDisposable
{
    private const int NoError = 0, NotImplemented = 120, SpecificError = 1066;
    private static readonly TimeSpan ToStartOrStop = TimeSpan.FromSeconds(40);
    private readonly Lock gate = new();
    private readonly CancellationTokenSource stopping = new();
    private readonly ManualResetEventSlim answered = new();
    private readonly ManualResetEventSlim ended = new();
    private readonly ServiceMain main;
    private readonly ServiceHandler handler;
    private readonly Thread dispatcher;
    private nint handle;
    private bool isStarted;

    private WindowsService()
    {
        main = Main;
        handler = Handle;
        dispatcher = new Thread(Dispatch) { IsBackground = true, Name = "service control" };
    }

    /// <summary>Is cancelled when the service is to stop.</summary>
    public CancellationToken Stopping => stopping.Token;

    /// <summary>What the service ends with; the manager restarts one that does not end with 0, where it is told to.</summary>
    public int ExitCode { get; set; } = 1;

    /// <summary>Connects to the manager; null when it has not started this process.</summary>
    public static WindowsService? Connect()
    {
        var service = new WindowsService();
        service.dispatcher.Start();
        service.answered.Wait();
        if (service.isStarted) return service;
        service.Dispose();
        return null;
    }

    /// <summary>Says that the service runs.</summary>
    public void Run() => Say(ServiceState.Running);

    /// <summary>Says that the service has ended.</summary>
    public void Dispose()
    {
        ended.Set();
        dispatcher.Join();
        stopping.Dispose();
        answered.Dispose();
        ended.Dispose();
    }

    private void Dispatch()
    {
        nint name = Marshal.StringToHGlobalUni("StrategyHost");
        try
        {
            // Returns when the service has ended, or at once when the manager has not started this process.
            ServiceControl.StartServiceCtrlDispatcher([new ServiceEntry(name, Marshal.GetFunctionPointerForDelegate(main)), default]);
            answered.Set();
        }
        finally
        {
            Marshal.FreeHGlobal(name);
        }
    }

    private void Main(int count, nint arguments)
    {
        handle = ServiceControl.RegisterServiceCtrlHandlerEx("StrategyHost", Marshal.GetFunctionPointerForDelegate(handler), 0);
        isStarted = handle != 0;
        Say(ServiceState.StartPending);
        answered.Set();
        ended.Wait();
        Say(ServiceState.Stopped);
    }

    private int Handle(int control, int kind, nint data, nint context)
    {
        const int Stop = 1, Interrogate = 4, Shutdown = 5;
        if (control is not (Stop or Interrogate or Shutdown)) return NotImplemented;
        if (control == Interrogate) return NoError;
        Say(ServiceState.StopPending);

        // The manager wants its answer at once, and what is to stop may take a while.
        _ = stopping.CancelAsync();
        return NoError;
    }

    private void Say(ServiceState state)
    {
        const int StopAndShutdown = 1 | 4;
        bool isPending = state is ServiceState.StartPending or ServiceState.StopPending;
        bool hasFailed = state == ServiceState.Stopped && ExitCode != 0;
        lock (gate)
        {
            ServiceControl.SetServiceStatus(handle, new ServiceStatus
            {
                Type = ServiceStatus.OwnProcess,
                State = state,
                Accepted = state == ServiceState.Running ? StopAndShutdown : 0,
                ExitCode = hasFailed ? SpecificError : NoError,
                SpecificExitCode = hasFailed ? ExitCode : 0,
                WaitHint = isPending ? (int)ToStartOrStop.TotalMilliseconds : 0,
            });
        }
    }
}
