namespace StrategyHost.Plugins.Secrets;

/// <summary>A secret that cannot be kept or read. The message says what, where and what to do, and never the secret.</summary>
public sealed class SecretException : Exception
{
    /// <summary>With a message for the user.</summary>
    public SecretException(string message)
        : base(message)
    {
    }

    /// <summary>With a message for the user, and what caused it.</summary>
    public SecretException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
