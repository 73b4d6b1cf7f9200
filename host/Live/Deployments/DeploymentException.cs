namespace StrategyHost.Live.Deployments;

/// <summary>A deployment that cannot be started as it is. The message says what, where and what to do.</summary>
public sealed class DeploymentException : Exception
{
    /// <summary>With a message for the user.</summary>
    public DeploymentException(string message)
        : base(message)
    {
    }

    /// <summary>With a message for the user, and what caused it.</summary>
    public DeploymentException(string message, Exception inner)
        : base(message, inner)
    {
    }

    /// <summary>Whether what was asked for is refused, and a session rests as it did: the deployment has not failed.</summary>
    public bool IsRefusal { get; init; }
}
