namespace StrategyHost;

/// <summary>What is held of one instrument. Only the host changes it.</summary>
public sealed class Position
{
    private readonly decimal multiplier;
    private int sign;

    internal Position(Instrument instrument)
    {
        Symbol = instrument.Symbol;
        multiplier = instrument.Multiplier;
    }

    /// <summary>The instrument's symbol.</summary>
    public string Symbol { get; }

    /// <summary>Units held: positive for long, negative for short, 0 for flat.</summary>
    public decimal Quantity
    {
        get;
        private set
        {
            field = value;
            sign = Math.Sign(value);
        }
    }

    /// <summary>
    /// The mean entry price of what is held: weighted when the position grows, unchanged when it shrinks, the fill's
    /// own price after a reversal; 0 when flat.
    /// </summary>
    public decimal AveragePrice { get; private set; }

    /// <summary>The latest price of the instrument; NaN before the first.</summary>
    public double LastPrice { get; internal set; } = double.NaN;

    /// <summary>Units of the account's currency for one of the instrument's; 1 when they are the same.</summary>
    public decimal ConversionRate { get; internal set; } = 1;

    /// <summary>Profit of what has been closed, before commission, in the instrument's currency.</summary>
    public decimal RealizedProfit { get; private set; }

    /// <summary>Profit of what is held at the latest price, before commission, in the instrument's currency.</summary>
    public decimal UnrealizedProfit => IsFlat ? 0 : Quantity * ((decimal)LastPrice - AveragePrice) * multiplier;

    /// <summary>Quantity × latest price × multiplier, negative for a short position, in the instrument's currency.</summary>
    public decimal MarketValue => IsFlat ? 0 : Quantity * (decimal)LastPrice * multiplier;

    /// <summary>Latest price × multiplier in the account's currency; 0 before the first price.</summary>
    internal decimal UnitValue => double.IsNaN(LastPrice) ? 0 : (decimal)LastPrice * multiplier * ConversionRate;

    /// <summary>Whether nothing is held.</summary>
    public bool IsFlat => sign == 0;

    /// <summary>Whether units are held.</summary>
    public bool IsLong => sign > 0;

    /// <summary>Whether units are owed.</summary>
    public bool IsShort => sign < 0;

    /// <summary>What fills change of it. Setting it shows the position as it was after another fill.</summary>
    internal PositionState State
    {
        get => new(Quantity, AveragePrice, RealizedProfit);
        set => (Quantity, AveragePrice, RealizedProfit) = (value.Quantity, value.AveragePrice, value.RealizedProfit);
    }

    /// <summary>Turns each unit into several; the quantity is what is left in whole ones, the others are closed at a price.</summary>
    internal void Split(decimal ratio, decimal quantity, decimal price)
    {
        decimal paidOut = (Quantity * ratio) - quantity;
        Quantity *= ratio;
        AveragePrice /= ratio;
        if (paidOut != 0) Apply(-paidOut, price);
        Quantity = quantity;
    }

    internal void Apply(decimal signedQuantity, decimal price)
    {
        decimal before = Quantity;
        decimal after = before + signedQuantity;
        bool grows = (before > 0) == (signedQuantity > 0);
        if (before == 0)
        {
            AveragePrice = price;
        }
        else if (grows)
        {
            AveragePrice = (AveragePrice * Math.Abs(before) + price * Math.Abs(signedQuantity)) / Math.Abs(after);
        }
        else
        {
            decimal closed = Math.Min(Math.Abs(before), Math.Abs(signedQuantity));
            RealizedProfit += closed * (price - AveragePrice) * multiplier * Math.Sign(before);
            bool reversed = after != 0 && (after > 0) != (before > 0);
            if (reversed) AveragePrice = price;
            else if (after == 0) AveragePrice = 0;
        }

        Quantity = after;
    }
}
