using StrategyHost.Engine.Accounts;

namespace StrategyHost.Engine.Runs;

/// <summary>What has gone through the account of a run, in the account's currency.</summary>
/// <param name="Cash">Cash at the end.</param>
/// <param name="Commission">What commission has cost.</param>
/// <param name="Slippage">What slippage has cost.</param>
/// <param name="Financing">What interest has earned, less what it has cost.</param>
/// <param name="Dividends">What dividends have brought, less what short positions have paid for them.</param>
/// <param name="TradedValue">The value of all that was bought and sold.</param>
public sealed record AccountTotals(decimal Cash, decimal Commission, decimal Slippage, decimal Financing, decimal Dividends,
    decimal TradedValue)
{
    /// <summary>Nothing.</summary>
    public static AccountTotals None { get; } = new(0, 0, 0, 0, 0, 0);

    /// <summary>What has gone through an account so far.</summary>
    public static AccountTotals Of(Account account) =>
        new(account.Portfolio.Cash, account.Portfolio.Commission, account.Slippage, account.Financing, account.Dividends,
            account.TradedValue);

    /// <summary>This and what has gone through another account after it, whose cash counts.</summary>
    public AccountTotals Then(AccountTotals next) => new(
        next.Cash, Commission + next.Commission, Slippage + next.Slippage, Financing + next.Financing, Dividends + next.Dividends,
        TradedValue + next.TradedValue);

    /// <summary>What has gone through the same account since an earlier time.</summary>
    public AccountTotals Since(AccountTotals before) => new(
        Cash, Commission - before.Commission, Slippage - before.Slippage, Financing - before.Financing, Dividends - before.Dividends,
        TradedValue - before.TradedValue);
}
