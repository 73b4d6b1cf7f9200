namespace StrategyHost;

/// <summary>Cash and positions of the account as a strategy sees them. Only the host changes it.</summary>
public sealed class Portfolio
{
    private readonly Dictionary<string, Position> positions = new(StringComparer.Ordinal);
    private (string Symbol, Position Position)? latest;

    internal Portfolio(decimal initialCash, string currency)
    {
        InitialCash = initialCash;
        Cash = initialCash;
        Currency = currency;
    }

    /// <summary>The account's currency.</summary>
    public string Currency { get; }

    /// <summary>Cash at the start.</summary>
    public decimal InitialCash { get; }

    /// <summary>Cash now: proceeds of short sales included, commission paid.</summary>
    public decimal Cash { get; internal set; }

    /// <summary>All commission paid so far.</summary>
    public decimal Commission { get; internal set; }

    /// <summary>Cash and the market value of all positions at the latest prices.</summary>
    public decimal Equity
    {
        get
        {
            decimal equity = Cash;
            foreach (var position in positions.Values) equity += position.MarketValue * position.ConversionRate;
            return equity;
        }
    }

    /// <summary>One position for each symbol of the run, flat ones included, in the order in which symbols were added.</summary>
    public IReadOnlyCollection<Position> Positions => positions.Values;

    /// <summary>The position in a symbol.</summary>
    /// <exception cref="KeyNotFoundException">The run has no such symbol.</exception>
    public Position this[string symbol]
    {
        get
        {
            // A handler asks for the same symbol again and again, nearly always with the same string: the suite's crossover gains some 5 %
            // by this.
            if (latest is { } again && ReferenceEquals(again.Symbol, symbol)) return again.Position;
            if (!positions.TryGetValue(symbol, out var position))
                throw new KeyNotFoundException(
                    $"This run has no symbol '{symbol}': declare it with OnBar, an indicator or Use, and give data for it.");
            latest = (symbol, position);
            return position;
        }
    }

    internal void Add(Position position) => positions.Add(position.Symbol, position);
}
