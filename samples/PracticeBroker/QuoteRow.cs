namespace PracticeBroker;

/// <summary>A quote.</summary>
public sealed record QuoteRow(string Symbol, DateTime Time, double Bid, double BidSize, double Ask, double AskSize);
