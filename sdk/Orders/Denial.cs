namespace StrategyHost;

/// <summary>Why the risk engine refused an order.</summary>
/// <param name="Code">The rule.</param>
/// <param name="Message">One sentence with the rule's limit and the order's actual value.</param>
public sealed record Denial(DenialCode Code, string Message)
{
    /// <summary>The rule and the sentence: <c>LotSize: …</c>.</summary>
    public override string ToString() => $"{Code}: {Message}";
}
