using StrategyHost.Engine.Supervision;

namespace StrategyHost.Engine.Runs;

/// <summary>The values that a strategy keeps, by name. A new version of a script takes over those of the old one.</summary>
internal sealed class StateSet
{
    private static readonly Type[] Kinds =
    [
        typeof(bool), typeof(int), typeof(long), typeof(double), typeof(decimal), typeof(string), typeof(DateTime), typeof(DateOnly),
        typeof(TimeSpan),
    ];

    private readonly StateSet? before;
    private readonly Dictionary<string, (object State, Func<object?> Read)> values = new(StringComparer.Ordinal);

    /// <summary>A set that takes over what another holds.</summary>
    /// <param name="before">The other; null for a first version.</param>
    public StateSet(StateSet? before) => this.before = before;

    /// <summary>The values as they are, by name.</summary>
    public IEnumerable<KeyValuePair<string, object?>> Values => values.Select(v => KeyValuePair.Create(v.Key, v.Value.Read()));

    /// <summary>Declares a value.</summary>
    /// <exception cref="SetupException">The name is taken, or the type is none that can be kept.</exception>
    public StateValue<T> Declare<T>(string name, T initial)
    {
        if (!Kinds.Contains(typeof(T)))
            throw new SetupException($"The state '{name}' cannot be kept: use a number, text, truth value, date or time span for it.");
        var state = new StateValue<T>(name,
            before is not null && before.values.TryGetValue(name, out var old) && old.Read() is T kept ? kept : initial);
        if (!values.TryAdd(name, (state, () => state.Value)))
            throw new SetupException($"The state '{name}' is declared twice: give each its own name.");
        return state;
    }
}
