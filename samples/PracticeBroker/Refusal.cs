namespace PracticeBroker;

/// <summary>Why something was not done.</summary>
/// <param name="Error">The kind of error.</param>
/// <param name="Message">A sentence.</param>
/// <param name="Field">What is wrong; null when nothing in particular is.</param>
public sealed record Refusal(string Error, string Message, string? Field = null);
