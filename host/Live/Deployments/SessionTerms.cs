using System.Text.Json.Nodes;
using StrategyHost.Engine.Runs.Reloading;

namespace StrategyHost.Live.Deployments;

/// <summary>What a session that goes on takes of its deployment's file when that has changed, and what it cannot take.</summary>
/// <param name="Text">The deployment's text with what is taken: the session's terms from then on.</param>
/// <param name="Taken">What is taken.</param>
/// <param name="Left">What counts from a new session only: the session's place, its money and its market are what it began with.</param>
internal sealed record SessionTerms(string Text, IReadOnlyList<TermDifference> Taken, IReadOnlyList<TermDifference> Left)
{
    private const string Risk = "risk";
    private static readonly string[] Changeable = ["parameters", Risk, "limits"];

    /// <summary>What the host looks at when it needs it, and no session is made of.</summary>
    private static readonly string[] OfHost = ["armed", "onRemove"];

    /// <summary>Compares a session's terms with its deployment's file.</summary>
    /// <param name="current">The session's terms.</param>
    /// <param name="file">The text of the file, with what holds where that is silent.</param>
    public static SessionTerms Between(string current, string file)
    {
        var (merged, now) = (SettingsFile.ObjectOf(current), SettingsFile.ObjectOf(file));
        var risk = merged[Risk] as JsonObject;
        foreach (var name in Changeable)
        {
            merged.Remove(name);
            if (now[name] is { } value) merged[name] = value.DeepClone();
        }

        KeepAccount(merged, risk);
        string text = merged.ToJsonString();
        return new SessionTerms(text, TermDifference.Between(current, text),
            [.. TermDifference.Between(text, file).Where(d => !OfHost.Contains(d.Name, StringComparer.OrdinalIgnoreCase))]);
    }

    /// <summary>A deployment's terms as a run takes them.</summary>
    /// <param name="before">The terms up to now.</param>
    /// <param name="next">The deployment with the terms from now on.</param>
    public static RunTerms RunTermsOf(string before, Deployment next) =>
        new(next.Settings.Parameters, next.Settings.Risk, next.Settings.Limits)
        {
            Description = TermDifference.TextOf(TermDifference.Between(before, next.Terms))
        };

    /// <summary>Puts the limits back that say what kind of account it is.</summary>
    private static void KeepAccount(JsonObject merged, JsonObject? before)
    {
        foreach (var name in RunTerms.OfAccount)
        {
            (merged[Risk] as JsonObject)?.Remove(name);
            if (before?[name] is not { } kept) continue;
            if (merged[Risk] is not JsonObject risk) merged[Risk] = risk = [];
            risk[name] = kept.DeepClone();
        }
    }
}
