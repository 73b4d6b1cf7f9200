using System.Text.Json;
using StrategyHost.Live.Files;

namespace StrategyHost.Live.Brokers;

/// <summary>What an account holds that is not counted as any deployment's, kept in a file.</summary>
internal sealed class ExternalHoldings
{
    private readonly string path;
    private readonly Dictionary<string, decimal> holdings;

    /// <summary>The holdings of an account.</summary>
    /// <param name="folder">The folder of the account's state; made where it is missing.</param>
    public ExternalHoldings(string folder)
    {
        PrivateFiles.MakeFolder(folder);
        path = Path.Combine(folder, "external.json");
        holdings = File.Exists(path) ? JsonSerializer.Deserialize<Dictionary<string, decimal>>(File.ReadAllText(path))! : [];
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
        PrivateFiles.Write(path, JsonSerializer.Serialize(holdings));
    }
}
