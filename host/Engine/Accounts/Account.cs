using System.Runtime.InteropServices;
using StrategyHost.Engine.Markets;

namespace StrategyHost.Engine.Accounts;

/// <summary>
/// The account of a run: books fills into cash and positions exactly, and knows its worth at the latest prices as a
/// measured number that is cheap to bring up to date on every event.
/// </summary>
public sealed class Account
{
    private readonly List<Market> held = [];
    private double cash;
    private bool hasChanged;
    private DateTime monthStart;
    private DateTime monthEnd;
    private decimal monthQuantity;

    /// <summary>An account with nothing but cash.</summary>
    public Account(decimal initialCash, string currency)
    {
        Portfolio = new Portfolio(initialCash, currency);
        cash = (double)initialCash;
        Equity = cash;
    }

    /// <summary>Cash and positions, exact.</summary>
    public Portfolio Portfolio { get; }

    /// <summary>Cash and the market value of all positions at the latest <see cref="Mark"/>, in the account's currency.</summary>
    public double Equity { get; private set; }

    /// <summary>The sum of the absolute market values at the latest <see cref="Mark"/>, in the account's currency.</summary>
    public double GrossExposure { get; private set; }

    /// <summary>Cash as a measured number, in the account's currency.</summary>
    public double Cash => cash;

    /// <summary>What slippage has cost so far, in the account's currency.</summary>
    public decimal Slippage { get; private set; }

    /// <summary>What interest has earned, less what debt and borrowed shares have cost, in the account's currency.</summary>
    public decimal Financing { get; private set; }

    /// <summary>What dividends have brought, less what short positions have paid for them, in the account's currency.</summary>
    public decimal Dividends { get; private set; }

    /// <summary>The value of all that was bought and sold, in the account's currency.</summary>
    public decimal TradedValue { get; private set; }

    /// <summary>What sales have brought that has not settled yet, in the account's currency.</summary>
    public decimal Unsettled { get; internal set; }

    /// <summary>Cash that can be spent.</summary>
    public decimal AvailableCash => Portfolio.Cash - Unsettled;

    /// <summary>How much has been traded in the calendar month of an instant, which is not before the latest fill.</summary>
    public decimal MonthQuantity(DateTime utc) => utc >= monthStart && utc <= monthEnd ? monthQuantity : 0;

    /// <summary>Books a fill: first cash, then the position.</summary>
    public void Book(Market market, Fill fill)
    {
        decimal value = market.ValueOf(fill.SignedQuantity, fill.Price);
        Portfolio.Cash -= value + fill.Commission;
        Portfolio.Commission += fill.Commission;
        Slippage += fill.Slippage;
        TradedValue += Math.Abs(value);
        monthQuantity = MonthQuantity(fill.Time) + fill.Quantity;
        if (fill.Time > monthEnd || fill.Time < monthStart) BeginMonth(fill.Time);
        market.Position.Apply(fill.SignedQuantity, fill.Price);
        TakeCash();
        Hold(market);
    }

    /// <summary>Books interest and borrow fees, below zero for a cost.</summary>
    public void BookFinancing(decimal amount)
    {
        Portfolio.Cash += amount;
        Financing += amount;
        TakeCash();
    }

    /// <summary>Books a dividend, below zero for one that a short position pays.</summary>
    public void BookDividend(Market market, decimal amount)
    {
        Dividends += amount;
        Adjust(market, amount);
    }

    /// <summary>Books cash that comes with a change of the position which no trade has made.</summary>
    public void Adjust(Market market, decimal amount)
    {
        Portfolio.Cash += amount;
        TakeCash();
        Hold(market);
    }

    /// <summary>Whether anything is held.</summary>
    public bool HoldsAny => held.Count > 0;

    /// <summary>Values all positions again when cash or a position has changed since the latest <see cref="Mark"/>.</summary>
    public void MarkChanges()
    {
        if (hasChanged) Mark();
    }

    /// <summary>Values all positions at the latest prices, where anything is held or has changed.</summary>
    public void MarkLatest()
    {
        if (HoldsAny || hasChanged) Mark();
    }

    /// <summary>Values all positions at the latest prices.</summary>
    public void Mark()
    {
        hasChanged = false;
        double net = 0;
        double gross = 0;
        foreach (var market in CollectionsMarshal.AsSpan(held))
        {
            double value = market.UnitsHeld * market.Position.LastPrice;
            if (market.Conversion is { } conversion)
            {
                value *= conversion.Rate;
                market.Position.ConversionRate = (decimal)conversion.Rate;
            }

            net += value;
            gross += Math.Abs(value);
        }

        Equity = cash + net;
        GrossExposure = gross;
    }

    private void TakeCash()
    {
        cash = (double)Portfolio.Cash;
        hasChanged = true;
    }

    private void BeginMonth(DateTime utc)
    {
        monthStart = new DateTime(utc.Year, utc.Month, 1, 0, 0, 0, DateTimeKind.Utc);
        monthEnd = monthStart.AddDays(DateTime.DaysInMonth(utc.Year, utc.Month) - 1).AddTicks(TimeSpan.TicksPerDay - 1);
    }

    private void Hold(Market market)
    {
        market.UnitsHeld = (double)(market.Position.Quantity * market.Instrument.Multiplier);
        if (market.Position.IsFlat) held.Remove(market);
        else if (!held.Contains(market)) held.Add(market);
    }
}
