namespace StrategyHost.Engine.Risk;

/// <summary>A rule that counts fills: it is told of each as it is booked.</summary>
public interface IFillRule
{
    /// <summary>A fill was booked.</summary>
    void Note(Fill fill);
}
