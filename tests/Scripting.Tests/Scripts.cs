using StrategyHost.Engine.Runs;
using StrategyHost.Scripting.Compilation;

namespace StrategyHost.Scripting.Tests;

/// <summary>Compiles scripts from memory.</summary>
internal static class Scripts
{
    private static readonly ScriptCompiler Compiler = new();

    public static CompiledScript Compile(string text, string path = "strategy.csx") =>
        Compiler.Compile(new ScriptSource(path, text), TestContext.Current.CancellationToken);

    /// <summary>What the script declares.</summary>
    public static StrategyOutline Outline(string text, string path = "strategy.csx")
    {
        using var script = Compile(text, path);
        return StrategyOutline.Of(script.CreateStrategy());
    }

    /// <summary>What the compiler says against it.</summary>
    public static IReadOnlyList<ScriptDiagnostic> Errors(string text, string path = "strategy.csx") =>
        Assert.Throws<ScriptException>(() => Compile(text, path)).Diagnostics;
}
