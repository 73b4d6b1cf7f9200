using System.Globalization;
using StrategyHost.Engine.Supervision;

namespace StrategyHost.Engine.Runs;

/// <summary>The parameters that a strategy declares, with the values that a run sets for them.</summary>
public sealed class ParameterSet
{
    private readonly Dictionary<string, string> overrides;
    private readonly List<(Parameter Parameter, object Value)> declared = [];

    /// <summary>A set with values by name; a parameter that is not named has its default.</summary>
    public ParameterSet(IReadOnlyDictionary<string, string> overrides) =>
        this.overrides = new Dictionary<string, string>(overrides, StringComparer.Ordinal);

    /// <summary>The parameters with their values in this run, in the order of declaration.</summary>
    public IReadOnlyList<(Parameter Parameter, object Value)> Declared => declared;

    /// <summary>Declares a parameter and says its value.</summary>
    /// <exception cref="SetupException">The value is not of the parameter's kind, out of its range, or the name is taken.</exception>
    public object Declare(Parameter parameter)
    {
        if (declared.Any(d => d.Parameter.Name == parameter.Name))
            throw new SetupException($"The parameter '{parameter.Name}' is declared twice: give each its own name.");
        object value = overrides.TryGetValue(parameter.Name, out var text) ? Read(parameter, text) : parameter.Default;
        CheckRange(parameter, value);
        declared.Add((parameter, value));
        return value;
    }

    /// <summary>Checks, once everything is declared, that no value was given for a parameter that does not exist.</summary>
    /// <exception cref="SetupException">There is such a value.</exception>
    public void CheckNames()
    {
        foreach (var name in overrides.Keys)
        {
            if (declared.Any(d => d.Parameter.Name == name)) continue;
            string known = declared.Count == 0 ? "it has none" : "it has " + string.Join(", ", declared.Select(d => d.Parameter.Name));
            throw new SetupException($"The strategy has no parameter '{name}': {known}.");
        }
    }

    private static object Read(Parameter parameter, string text)
    {
        switch (parameter.Kind)
        {
            case ParameterKind.Integer when int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int whole):
                return whole;
            case ParameterKind.Number when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
                && double.IsFinite(number):
                return number;
            case ParameterKind.Flag when bool.TryParse(text, out bool flag):
                return flag;
            case ParameterKind.Text:
                return text;
        }

        string wanted = parameter.Kind switch
        {
            ParameterKind.Integer => "a whole number",
            ParameterKind.Number => "a number such as 0.5",
            _ => "true or false",
        };
        throw new SetupException($"The parameter '{parameter.Name}' takes {wanted}, not '{text}'.");
    }

    private static void CheckRange(Parameter parameter, object value)
    {
        if (value is not (int or double)) return;
        double number = Convert.ToDouble(value, CultureInfo.InvariantCulture);
        if (number >= (parameter.Minimum ?? double.NegativeInfinity) && number <= (parameter.Maximum ?? double.PositiveInfinity)) return;
        string range = (parameter.Minimum, parameter.Maximum) switch
        {
            ({ } min, { } max) => string.Create(CultureInfo.InvariantCulture, $"between {min} and {max}"),
            ({ } min, null) => string.Create(CultureInfo.InvariantCulture, $"at least {min}"),
            (_, var max) => string.Create(CultureInfo.InvariantCulture, $"at most {max}"),
        };
        throw new SetupException(string.Create(CultureInfo.InvariantCulture,
            $"The parameter '{parameter.Name}' must be {range}, and is {number}."));
    }
}
