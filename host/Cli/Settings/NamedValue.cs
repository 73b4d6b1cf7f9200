namespace StrategyHost.Cli.Settings;

/// <summary>A setting of the form <c>name=value</c>.</summary>
internal sealed record NamedValue(string Name, string Value)
{
    /// <summary>Reads a setting.</summary>
    /// <exception cref="UsageException">There is no name, or no equals sign.</exception>
    public static NamedValue Parse(string option, string text)
    {
        int equals = text.IndexOf('=', StringComparison.Ordinal);
        if (equals <= 0) throw new UsageException($"{option} takes name=value, not '{text}'.");
        return new NamedValue(text[..equals].Trim(), text[(equals + 1)..].Trim());
    }
}
