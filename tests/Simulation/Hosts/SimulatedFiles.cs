using StrategyHost.Live.Brokers;
using StrategyHost.Simulation.Scheduling;

namespace StrategyHost.Simulation.Hosts;

/// <summary>The files of an account, which survive the host.</summary>
internal sealed class SimulatedFiles : IAccountFiles
{
    private readonly Dictionary<string, string> files = new(StringComparer.Ordinal);

    /// <summary>The process that writes: a dead one writes nothing.</summary>
    public SimulatedProcess? Writer { get; set; }

    /// <inheritdoc/>
    public string? Read(string name) => files.GetValueOrDefault(name);

    /// <summary>A person leaves a decision about what is nobody's.</summary>
    public void Choose(ExternalPolicy choice)
    {
        var host = Writer;
        Writer = null;
        MismatchResolver.Post(this, new AccountChoice(choice));
        Writer = host;
    }

    /// <inheritdoc/>
    public void Write(string name, string text)
    {
        if (Writer is not { IsDead: true }) files[name] = text;
    }

    /// <inheritdoc/>
    public string? Take(string name)
    {
        if (files.Count == 0 || Writer is { IsDead: true }) return null;
        return files.Remove(name, out var text) ? text : null;
    }
}
