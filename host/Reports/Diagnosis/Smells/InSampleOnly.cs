namespace StrategyHost.Reports.Diagnosis.Smells;

/// <summary>A run over all the data there is: nothing was kept to test the idea on.</summary>
public static class InSampleOnly
{
    private static readonly TimeSpan Slack = TimeSpan.FromDays(10);

    /// <summary>The smell; null when there is none.</summary>
    public static Smell? Find(StoredResult result)
    {
        if (result.Text("from") is not { } from || result.Text("dataFrom") is not { } dataFrom || result.Text("to") is not { } to
            || result.Text("dataTo") is not { } dataTo) return null;
        bool isAll =
            StoredResult.Time(from) - StoredResult.Time(dataFrom) < Slack && StoredResult.Time(dataTo) - StoredResult.Time(to) < Slack;
        return !isAll ? null : new Smell(
            "in-sample only",
            $"The run covers all the data, {dataFrom[..10]} to {dataTo[..10]}.",
            "Choose parameters on a part of it with --to, then run the rest once with --from.");
    }
}
