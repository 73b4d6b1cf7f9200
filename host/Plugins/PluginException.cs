namespace StrategyHost.Plugins.Loading;

/// <summary>A plugin that cannot be used. The message says what, where and what to do.</summary>
public sealed class PluginException : Exception
{
    /// <summary>With a message for the user.</summary>
    public PluginException(string message)
        : base(message)
    {
    }

    /// <summary>With a message for the user, and what caused it.</summary>
    public PluginException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
