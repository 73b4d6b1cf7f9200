namespace StrategyHost.Engine.Accounts;

/// <summary>How much of a purchase an account can pay for.</summary>
public static class Affordable
{
    /// <summary>
    /// The largest quantity up to a wanted one that can be paid for: what is wanted, or fewer whole lots. Costs rise with the quantity,
    /// so the lots are found by halving.
    /// </summary>
    /// <param name="lot">The lot size.</param>
    /// <param name="least">What is bought in any case.</param>
    /// <param name="wanted">What is wanted.</param>
    /// <param name="canPay">Whether a quantity can be paid for.</param>
    public static decimal Quantity(decimal lot, decimal least, decimal wanted, Predicate<decimal> canPay)
    {
        if (wanted <= least || canPay(wanted)) return wanted;
        decimal payable = 0;
        decimal tooMany = Math.Ceiling(wanted / lot);
        while (tooMany - payable > 1)
        {
            decimal middle = Math.Floor((payable + tooMany) / 2);
            if (canPay(middle * lot)) payable = middle;
            else tooMany = middle;
        }

        return Math.Max(least, payable * lot);
    }
}
