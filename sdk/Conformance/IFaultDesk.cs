namespace StrategyHost.Plugins.Conformance;

/// <summary>Lets things go wrong at a broker that is there for tests. A seam: each local server has its own.</summary>
public interface IFaultDesk
{
    /// <summary>Lets the next request that could trade be broken off before it is done.</summary>
    Task BreakNextRequestAsync(CancellationToken cancellation);

    /// <summary>Lets the answer to the next request that could trade be lost after it is done.</summary>
    Task LoseNextAnswerAsync(CancellationToken cancellation);

    /// <summary>Lets the next request be refused as one too many.</summary>
    Task RefuseNextRequestAsync(CancellationToken cancellation);

    /// <summary>Lets the stream of reports break.</summary>
    Task BreakStreamAsync(CancellationToken cancellation);
}
