namespace StrategyHost.Cli.Output;

/// <summary>Takes secrets out of what is written.</summary>
internal sealed class Redaction
{
    /// <summary>Shorter values would take ordinary words out of sentences.</summary>
    private const int ShortestSecret = 4;
    private volatile string[] secrets = [];

    /// <summary>A value that must never be shown.</summary>
    public void Hide(string secret)
    {
        if (secret.Length >= ShortestSecret) secrets = [.. secrets.Append(secret).Distinct().OrderByDescending(s => s.Length)];
    }

    /// <summary>A text without secrets.</summary>
    public string Of(string text)
    {
        foreach (var secret in secrets) text = text.Replace(secret, "***", StringComparison.Ordinal);
        return text;
    }
}
