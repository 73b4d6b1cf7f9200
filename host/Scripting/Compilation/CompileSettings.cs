using StrategyHost.Scripting.Packages;

namespace StrategyHost.Scripting.Compilation;

/// <summary>How scripts are compiled.</summary>
public sealed record CompileSettings
{
    /// <summary>Whether budgets are woven in. Without them a script can hang the process; with them a debugger's pauses count as
    /// time.</summary>
    public bool HasBudgets { get; init; } = true;

    /// <summary>Whether a debugger can step through the script statement by statement.</summary>
    public bool IsDebuggable { get; init; }

    /// <summary>Code from elsewhere that scripts may use.</summary>
    public ScriptTrust Trust { get; init; } = ScriptTrust.None;

    /// <summary>Whether a script that loads no other file is taken as it was compiled under the same name elsewhere, as a copy of it was:
    /// its traces name that place then.</summary>
    public bool TakesCopies { get; init; }

    /// <summary>For debugging: no budgets, no optimisation.</summary>
    public static CompileSettings ForDebugging { get; } = new() { HasBudgets = false, IsDebuggable = true };
}
