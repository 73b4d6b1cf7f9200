using StrategyHost.Engine.Accounts;
using StrategyHost.Engine.Supervision;

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
    public static StrategyOutline Of(Strategy strategy) => Of(strategy, new HandlerLimits());

    /// <summary>Lets a strategy declare what it wants, within limits. The strategy is used up.</summary>
    /// <exception cref="SetupException">Its declarations contradict themselves.</exception>
    /// <exception cref="StrategyFaultException">It threw, or used more than it may.</exception>
    public static StrategyOutline Of(Strategy strategy, HandlerLimits limits) => Of(strategy, limits, new Dictionary<string, string>());

    /// <summary>Lets a strategy declare what it wants, within limits, with values for parameters. The strategy is used up.</summary>
    /// <exception cref="SetupException">Its declarations contradict themselves, or a value does not fit its parameter.</exception>
    /// <exception cref="StrategyFaultException">It threw, or used more than it may.</exception>
    public static StrategyOutline Of(Strategy strategy, HandlerLimits limits, IReadOnlyDictionary<string, string> values)
    {
        var declaration = new StrategyDeclaration();
        var parameters = new ParameterSet(values);
        var clock = new Clock();
        var log = new ClockedLog(clock, new SilentLog());
        var context = new StrategyContext(declaration, parameters, new StateSet(null), StrategyBook.Whole("", new Account(0, "")), clock,
            log, new Random(0));
        var supervisor = new Supervisor(limits, clock, log, TimeProvider.System);
        StrategyThread.Run(supervisor, () =>
        {
            supervisor.Declare(strategy, context);
            parameters.CheckNames();
            return true;
        });
        return new StrategyOutline([.. parameters.Declared.Select(d => d.Parameter)], declaration.Symbols, declaration.WarmUpBars);
    }
}
