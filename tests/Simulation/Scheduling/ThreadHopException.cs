namespace StrategyHost.Simulation.Scheduling;

/// <summary>
/// Something in the simulation ran on another thread, so that the seed would not repeat. The usual causes: <c>Task.Run</c>,
/// <c>ConfigureAwait(false)</c> (also inside a library), <c>CancelAsync</c>, <c>SemaphoreSlim.WaitAsync</c> with a token or a timeout,
/// <c>ChannelReader.ReadAllAsync</c>, a timer that is not the given clock's, and <c>WaitAsync</c>, <c>WhenAny</c> or <c>WhenAll</c> on a
/// task of a <c>TaskCompletionSource</c> with <c>RunContinuationsAsynchronously</c>, or of <c>SemaphoreSlim.WaitAsync</c>.
/// </summary>
internal sealed class ThreadHopException(string message) : Exception(message);
