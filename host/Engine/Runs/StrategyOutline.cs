using StrategyHost.Engine.Accounts;

namespace StrategyHost.Engine.Runs;

/// <summary>What a strategy declares, without a run.</summary>
/// <param name="Parameters">Its parameters.</param>
/// <param name="Symbols">The symbols that it names when its parameters have their defaults.</param>
/// <param name="WarmUpBars">How many bars its longest indicator needs.</param>
public sealed record StrategyOutline(IReadOnlyList<Parameter> Parameters, IReadOnlyList<string> Symbols, int WarmUpBars)
{
    /// <summary>Lets a strategy declare what it wants. The strategy is used up.</summary>
    /// <exception cref="SetupException">Its declarations contradict themselves.</exception>
    /// <exception cref="StrategyFaultException">It threw.</exception>
    public static StrategyOutline Of(Strategy strategy)
    {
        var declaration = new StrategyDeclaration();
        var parameters = new ParameterSet(new Dictionary<string, string>());
        var clock = new Clock();
        var context = new StrategyContext(declaration, parameters, StrategyBook.Whole("", new Account(0, "")), clock, new ClockedLog(clock, new SilentLog()), new Random(0));
        try
        {
            strategy.Attach(context);
        }
        catch (Exception thrown) when (thrown is not SetupException)
        {
            throw StrategyFaultException.InDeclaration(thrown);
        }

        return new StrategyOutline([.. parameters.Declared.Select(d => d.Parameter)], declaration.Symbols, declaration.WarmUpBars);
    }
}
