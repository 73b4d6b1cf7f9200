using System.Text.Json;

namespace StrategyHost.Live.Brokers;

/// <summary>What an account holds that is not counted as any deployment's, kept in a file.</summary>
internal sealed class ExternalHoldings
{
    private const string FileName = "external.json";
    private readonly IAccountFiles files;
    private readonly Dictionary<string, decimal> holdings;

    /// <summary>The holdings of an account.</summary>
    /// <param name="files">The account's files.</param>
    public ExternalHoldings(IAccountFiles files)
    {
        this.files = files;
        holdings = files.Read(FileName) is { } text ? JsonSerializer.Deserialize<Dictionary<string, decimal>>(text)! : [];
    }

    /// <summary>How much of a symbol is not counted: negative for short.</summary>
    public decimal this[string symbol] => holdings.GetValueOrDefault(symbol);

    /// <summary>The symbols of which some is not counted.</summary>
    public IReadOnlyCollection<string> Symbols => holdings.Keys;

    /// <summary>Counts a quantity as nobody's from now on.</summary>
    public void Set(string symbol, decimal quantity)
    {
        if (quantity == 0) holdings.Remove(symbol);
        else holdings[symbol] = quantity;
        files.Write(FileName, JsonSerializer.Serialize(holdings));
    }
}
