using System.Runtime.InteropServices;

namespace StrategyHost.Live.Service.Windows;

/// <summary>SERVICE_TABLE_ENTRYW: a service's name, and the function that runs it. The last of a table is empty.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct ServiceEntry(nint Name, nint Main);
