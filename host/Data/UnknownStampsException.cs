namespace StrategyHost.Data;

/// <summary>The times in a file could be the starts or the ends of its bars, and nobody has said which.</summary>
public sealed class UnknownStampsException : DataException
{
    /// <summary>The times of this file are not explained.</summary>
    public UnknownStampsException(string file)
        : base($"{file}: nothing says whether its times are the start or the end of each bar, and a wrong guess would show a strategy "
            + $"the future. Give --stamps start or --stamps end.")
        => File = file;

    /// <summary>The file.</summary>
    public string File { get; }
}
