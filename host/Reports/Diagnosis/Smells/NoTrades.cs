namespace StrategyHost.Reports.Diagnosis.Smells;

/// <summary>A run, or a strategy of several, that traded nothing, with the reason that the run itself gave.</summary>
public static class NoTrades
{
    /// <summary>The smell; null when there is none.</summary>
    public static Smell? Find(StoredResult result)
    {
        string? said = result.Text("noTrades");
        if (result.Fills.Count > 0 && said is null) return null;
        string reason = said ?? $"{result.Orders.Count} orders were made, and none was filled.";
        return new Smell(
            "nothing was traded",
            char.ToUpperInvariant(reason[0]) + reason[1..],
            "Log what the conditions compare, and look at the reasons in orders.csv; figures of a run without trades say nothing.");
    }
}
