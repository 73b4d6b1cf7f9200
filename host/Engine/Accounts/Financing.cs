using StrategyHost.Engine.Costs;
using StrategyHost.Engine.Markets;

namespace StrategyHost.Engine.Accounts;

/// <summary>Books interest and borrow fees once a day, at midnight UTC, on what the account held then at the latest prices. Several
/// strategies bear equal parts.</summary>
public sealed class Financing
{
    private const decimal DaysPerYear = 365;
    private readonly FinancingRates rates;
    private readonly Account account;
    private readonly MarketList markets;
    private readonly IReadOnlyList<StrategyBook> books;
    private DateOnly? charged;

    /// <summary>Financing of an account at these rates.</summary>
    public Financing(FinancingRates rates, Account account, MarketList markets, IReadOnlyList<StrategyBook> books)
    {
        this.rates = rates;
        IsAny = rates.IsAny;
        this.account = account;
        this.markets = markets;
        this.books = books;
    }

    /// <summary>Whether any rate is not zero.</summary>
    public bool IsAny { get; }

    /// <summary>Charges for the days that have ended since the last call, before anything else happens at an instant.</summary>
    public void Accrue(DateTime utc)
    {
        if (!IsAny) return;
        var today = DateOnly.FromDateTime(utc);
        int days = today.DayNumber - (charged ?? today).DayNumber;
        charged = today;
        if (days <= 0) return;
        decimal amount = YearlyAmount() * days / DaysPerYear;
        account.BookFinancing(amount);
        foreach (var book in books) book.Adjust(amount / books.Count);
    }

    /// <summary>What a year would earn, or cost if below zero.</summary>
    private decimal YearlyAmount()
    {
        decimal cash = account.Portfolio.Cash;
        decimal earned = cash * (cash > 0 ? rates.Cash : rates.Debt);
        decimal borrowed = 0;
        foreach (var market in markets)
        {
            if (market.Position.IsShort) borrowed -= market.InAccountCurrency(market.Position.MarketValue);
        }

        return earned - (borrowed * rates.Borrow);
    }
}
