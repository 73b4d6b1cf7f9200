using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace StrategyHost.Scripting.Weaving;

/// <summary>Changes to a text that leave its lines where they are. What is added at one place stays in the order in which it was
/// added.</summary>
internal sealed class TextEdits
{
    private readonly List<(TextSpan Span, string Text)> edits = [];

    public void Insert(int position, string text) => edits.Add((new TextSpan(position, 0), text));

    public void Replace(TextSpan span, string text) => edits.Add((span, text));

    /// <summary>The text with all changes.</summary>
    public string ApplyTo(SourceText source)
    {
        string original = source.ToString();
        var result = new StringBuilder(original.Length + edits.Sum(e => e.Text.Length));
        int at = 0;
        foreach (var (span, text) in edits.OrderBy(e => e.Span.Start))
        {
            result.Append(original, at, span.Start - at).Append(text);
            at = span.End;
        }

        return result.Append(original, at, original.Length - at).ToString();
    }
}
