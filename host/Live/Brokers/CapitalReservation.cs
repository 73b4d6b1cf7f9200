namespace StrategyHost.Live.Brokers;

/// <summary>A part of an account's cash that a deployment has been promised, until its session counts itself or the start fails.</summary>
internal sealed class CapitalReservation(SessionBooks books, string deployment) : IDisposable
{
    /// <summary>Gives back what has not been taken.</summary>
    public void Dispose() => books.Release(deployment);
}
