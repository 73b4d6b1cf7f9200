using System.Globalization;
using System.Reflection;
using StrategyHost.Engine.Risk;
using StrategyHost.Live.Brokers;
using StrategyHost.Simulation.Brokers;
using StrategyHost.Simulation.Exchanges;
using StrategyHost.Simulation.Strategies;

namespace StrategyHost.Simulation.Hosts;

/// <summary>
/// The parts of a plan by their names, such as <c>faults.lostAnswers</c>, <c>deployment.2</c> or <c>kill.1</c>. A plan without a part is
/// like the one with it,
/// as far as the part does not matter: what others drew does not move.
/// </summary>
internal static class SeedParts
{
    private static readonly StrategyPlan PlainStrategy = new() { LimitEntries = 0 };
    private static readonly string[] StrategyParts =
    [
        nameof(StrategyPlan.Fickleness), nameof(StrategyPlan.LimitEntries), nameof(StrategyPlan.AtOnce), nameof(StrategyPlan.Faultiness),
        nameof(StrategyPlan.Every),
    ];

    /// <summary>The names of all parts that a plan has.</summary>
    public static IReadOnlyList<string> Of(SeedPlan plan)
    {
        var parts = new List<string>();
        if (plan.Deployments.Count > 1) parts.AddRange(plan.Deployments.Select(d => $"deployment.{d.Number}"));
        parts.AddRange(plan.Events.Select(e => e.Name));
        parts.AddRange(Different("faults", plan.Faults, FaultProfile.None).Where(p => p != "faults.exchange"));
        parts.AddRange(Different("exchange", plan.Faults.Exchange, ExchangeFaults.None));
        parts.AddRange(Different("disk", plan.Disk, DiskFaults.None));
        parts.AddRange(Different("account", plan.Limits, new AccountLimitSpec()));
        parts.AddRange(Different("broker", plan.Broker, BrokerTraits.Best).Where(p => p != "broker.exchange"));
        parts.AddRange(Different("trait", plan.Broker.Exchange, BrokerTraits.Best.Exchange));
        foreach (var deployment in plan.Deployments)
        {
            parts.AddRange(Different($"risk.{deployment.Number}", deployment.Risk, new RiskLimits()));
            parts.AddRange(Different($"strategy.{deployment.Number}", deployment.Strategy, PlainStrategy)
                .Where(p => StrategyParts.Any(s => p.EndsWith('.' + Camel(s), StringComparison.Ordinal))));
        }

        return parts;
    }

    /// <summary>A plan without one of its parts.</summary>
    /// <exception cref="ArgumentException">No plan has a part with such a name.</exception>
    public static SeedPlan Without(SeedPlan plan, string part)
    {
        string[] words = part.Split('.');
        return words switch
        {
            ["deployment", var number] => plan with { Deployments = [.. plan.Deployments.Where(d => d.Number != Number(number))] },
            ["faults", var name] => plan with { Faults = Back(plan.Faults, FaultProfile.None, name) },
            ["exchange", var name] =>
                plan with { Faults = plan.Faults with { Exchange = Back(plan.Faults.Exchange, ExchangeFaults.None, name) } },
            ["disk", var name] => plan with { Disk = Back(plan.Disk, DiskFaults.None, name) },
            ["account", var name] => plan with { Limits = Back(plan.Limits, new AccountLimitSpec(), name) },
            ["broker", var name] => plan with { Broker = Back(plan.Broker, BrokerTraits.Best, name) },
            ["trait", var name] =>
                plan with { Broker = plan.Broker with { Exchange = Back(plan.Broker.Exchange, BrokerTraits.Best.Exchange, name) } },
            ["risk", var number, var name] => Each(plan, number, d => d with { Risk = Back(d.Risk, new RiskLimits(), name) }),
            ["strategy", var number, var name] => Each(plan, number, d => d with { Strategy = Back(d.Strategy, PlainStrategy, name) }),
            _ => plan with { Events = [.. plan.Events.Where(e => e.Name != part)] },
        };
    }

    /// <summary>A part with what it is in a plan, for a person.</summary>
    public static string Describe(SeedPlan plan, string part)
    {
        string[] words = part.Split('.');
        object? what = words switch
        {
            ["deployment", var number] => plan.Deployments.First(d => d.Number == Number(number)).Strategy,
            ["faults", var name] => Property<FaultProfile>(name).GetValue(plan.Faults),
            ["exchange", var name] => Property<ExchangeFaults>(name).GetValue(plan.Faults.Exchange),
            ["disk", var name] => Property<DiskFaults>(name).GetValue(plan.Disk),
            ["account", var name] => Property<AccountLimitSpec>(name).GetValue(plan.Limits),
            ["broker", var name] => Property<BrokerTraits>(name).GetValue(plan.Broker),
            ["trait", var name] => Property<ExchangeTraits>(name).GetValue(plan.Broker.Exchange),
            ["risk", var number, var name] =>
                Property<RiskLimits>(name).GetValue(plan.Deployments.First(d => d.Number == Number(number)).Risk),
            ["strategy", var number, var name] =>
                Property<StrategyPlan>(name).GetValue(plan.Deployments.First(d => d.Number == Number(number)).Strategy),
            _ => plan.Events.First(e => e.Name == part) is var once ? $"{once.At:hh\\:mm\\:ss\\.fff} {once.Action}" : null,
        };
        return string.Create(CultureInfo.InvariantCulture, $"{part}: {what}");
    }

    private static SeedPlan Each(SeedPlan plan, string number, Func<DeploymentPlan, DeploymentPlan> change) =>
        plan with { Deployments = [.. plan.Deployments.Select(d => d.Number == Number(number) ? change(d) : d)] };

    private static IEnumerable<string> Different<T>(string group, T now, T plain) =>
        typeof(T).GetProperties().Where(p => p.CanWrite && !Equals(p.GetValue(now), p.GetValue(plain)))
            .Select(p => $"{group}.{Camel(p.Name)}");

    /// <summary>A copy of a record in which one property is as in another.</summary>
    private static T Back<T>(T now, T plain, string name)
    {
        var property = Property<T>(name);
        var copy = (T)typeof(T).GetMethod("<Clone>$")!.Invoke(now, null)!;
        property.SetValue(copy, property.GetValue(plain));
        return copy;
    }

    private static PropertyInfo Property<T>(string name) =>
        typeof(T).GetProperties().FirstOrDefault(p => p.CanWrite && Camel(p.Name) == name)
            ?? throw new ArgumentException($"There is no part {name} of {typeof(T).Name}.");

    private static string Camel(string name) => $"{char.ToLowerInvariant(name[0])}{name[1..]}";

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
