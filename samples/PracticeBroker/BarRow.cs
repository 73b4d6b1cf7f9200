namespace PracticeBroker;

/// <summary>A bar of a minute.</summary>
public sealed record BarRow(string Symbol, DateTime Start, DateTime End, double Open, double High, double Low, double Close, double Volume);
