using StrategyHost.Engine.Runs;

namespace StrategyHost.Live.Sessions;

/// <summary>Passes a session's lines on, except those that were written before a restart already.</summary>
internal sealed class SessionLog(IRunLog inner, Func<bool> isSilent) : IRunLog
{
    public void Write(DateTime time, LogLevel level, string message)
    {
        if (!isSilent()) inner.Write(time, level, message);
    }
}
