using System.Text.RegularExpressions;

namespace StrategyHost;

/// <summary>
/// A regular expression that takes time in proportion to the text, whatever the pattern. Such patterns have no back references
/// and do not look ahead or behind.
/// </summary>
public sealed class TextPattern
{
    private readonly Regex regex;

    /// <summary>A pattern in the syntax of .NET.</summary>
    /// <param name="pattern">The pattern.</param>
    /// <param name="ignoreCase">Whether capitals are the same as small letters.</param>
    /// <exception cref="ArgumentException">It is malformed, too large, or needs what such a pattern cannot do.</exception>
    public TextPattern(string pattern, bool ignoreCase = false)
    {
        var options =
            RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | (ignoreCase ? RegexOptions.IgnoreCase : RegexOptions.None);
        try
        {
            regex = new Regex(pattern, options);
        }
        catch (NotSupportedException failure)
        {
            throw new ArgumentException(
                $"The pattern '{pattern}' cannot be used: it is too large, has a back reference, or looks ahead or behind.",
                nameof(pattern), failure);
        }
    }

    /// <summary>Whether the pattern is found in a text.</summary>
    public bool IsIn(string text) => regex.IsMatch(text);

    /// <summary>The first part of a text that the pattern fits; null when there is none.</summary>
    public string? Find(string text) => regex.Match(text) is { Success: true } match ? match.Value : null;

    /// <summary>What the groups of the pattern stand for where it is found first, from the first group on; empty when it is not
    /// found.</summary>
    public IReadOnlyList<string> Groups(string text) =>
        regex.Match(text) is { Success: true } match ? [.. match.Groups.Values.Skip(1).Select(g => g.Value)] : [];

    /// <summary>The text with every part that the pattern fits replaced.</summary>
    public string Replace(string text, string replacement) => regex.Replace(text, replacement);
}
