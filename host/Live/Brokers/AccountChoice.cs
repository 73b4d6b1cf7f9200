namespace StrategyHost.Live.Brokers;

/// <summary>What a person decides about an account.</summary>
/// <param name="Policy">What becomes of what it holds that no deployment has bought.</param>
/// <param name="CancelsOrphans">Whether orders of sessions that look after them no more are cancelled.</param>
public sealed record AccountChoice(ExternalPolicy Policy, bool CancelsOrphans = false)
{
    private const string Orphans = "cancel-orphans";

    /// <summary>Reads what <see cref="ToString"/> wrote; null for anything else.</summary>
    public static AccountChoice? Parse(string text) =>
        text.Split(' ') is [var policy, .. var rest] && Enum.TryParse<ExternalPolicy>(policy, out var chosen)
            ? new AccountChoice(chosen, rest is [Orphans]) : null;

    /// <summary>The choice in words for a file.</summary>
    public override string ToString() => CancelsOrphans ? $"{Policy} {Orphans}" : Policy.ToString();
}
