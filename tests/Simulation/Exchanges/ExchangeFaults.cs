namespace StrategyHost.Simulation.Exchanges;

/// <summary>How the exchange makes life hard. All of it may happen at real ones; the default is none.</summary>
internal sealed record ExchangeFaults
{
    /// <summary>How probable it is that an execution is a part of what could fill.</summary>
    public double PartialFills { get; init; }

    /// <summary>How long the next part takes at the most.</summary>
    public TimeSpan PartsWithin { get; init; }

    /// <summary>How long a market order takes to its first execution at the most.</summary>
    public TimeSpan FillsWithin { get; init; }

    /// <summary>How long a cancellation that was taken needs until it acts at the most: fills cross it.</summary>
    public TimeSpan CancelsWithin { get; init; }

    /// <summary>How probable it is that a cancellation is refused because the order is executing.</summary>
    public double RefusedCancels { get; init; }

    /// <summary>How probable it is that an order is refused in the answer.</summary>
    public double RefusedOrders { get; init; }

    /// <summary>How probable it is that an order that was taken is rejected a moment later.</summary>
    public double RejectedOrders { get; init; }

    /// <summary>How probable it is that an execution is shown late.</summary>
    public double LateExecutions { get; init; }

    /// <summary>How late it is shown at the most.</summary>
    public TimeSpan LateBy { get; init; }

    /// <summary>How often a person trades by hand, in the mean; zero for never.</summary>
    public TimeSpan HandTradesEvery { get; init; }

    /// <summary>How often a person ends an order of a host's by hand, in the mean; zero for never.</summary>
    public TimeSpan HandCancelsEvery { get; init; }

    /// <summary>Nothing more happens that makes life hard.</summary>
    public static ExchangeFaults None { get; } = new();
}
