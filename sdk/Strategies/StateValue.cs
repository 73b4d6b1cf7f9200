namespace StrategyHost;

/// <summary>
/// A value that a strategy keeps. Unlike a variable it is still there after the script has been changed and reloaded in a
/// running session.
/// </summary>
/// <typeparam name="T">A number, truth value, text, date or time span.</typeparam>
public sealed class StateValue<T>
{
    internal StateValue(string name, T value)
    {
        Name = name;
        Value = value;
    }

    /// <summary>The name by which it is found again.</summary>
    public string Name { get; }

    /// <summary>The value.</summary>
    public T Value { get; set; }

    /// <summary>The value, where one is wanted.</summary>
    /// <exception cref="ArgumentNullException">There is none.</exception>
    public static implicit operator T(StateValue<T> state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state.Value;
    }

    /// <summary>The value as text, independent of the machine's language; empty when there is none.</summary>
    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Value}");
}
