namespace StrategyHost.Data.Csv;

/// <summary>Which instant of a bar the time in a file is. A wrong guess lets a strategy see a bar before it is over.</summary>
public enum BarStamps
{
    /// <summary>When the bar begins.</summary>
    Start,

    /// <summary>When the bar ends.</summary>
    End,
}
