using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace StrategyHost.Live.Service.Windows;

/// <summary>The function that runs a service, until it has ended.</summary>
internal delegate void ServiceMain(int count, nint arguments);

/// <summary>The function that hears what a service is to do; its answer is an error of Windows, or 0.</summary>
internal delegate int ServiceHandler(int control, int kind, nint data, nint context);

/// <summary>The functions of Windows that a service speaks by.</summary>
[SupportedOSPlatform("windows")]
internal static partial class ServiceControl
{
    [LibraryImport("advapi32.dll", EntryPoint = "StartServiceCtrlDispatcherW")]
    [return: MarshalAs(UnmanagedType.Bool)]
    internal static partial bool StartServiceCtrlDispatcher(ServiceEntry[] services);

    [LibraryImport("advapi32.dll", EntryPoint = "RegisterServiceCtrlHandlerExW", StringMarshalling = StringMarshalling.Utf16)]
    internal static partial nint RegisterServiceCtrlHandlerEx(string name, nint handler, nint context);

    [LibraryImport("advapi32.dll", EntryPoint = "SetServiceStatus")]
    [return: MarshalAs(UnmanagedType.Bool)]
    internal static partial bool SetServiceStatus(nint service, in ServiceStatus status);
}
