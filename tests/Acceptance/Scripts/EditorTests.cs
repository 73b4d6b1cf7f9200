using System.Diagnostics;
using System.Text.Json;
using StrategyHost.Acceptance.Processes;

namespace StrategyHost.Acceptance.Scripts;

/// <summary>What is written for editors, read as an editor reads it: by building it.</summary>
public sealed class EditorTests
{
    [Fact]
    public void A_new_strategy_is_understood_and_its_errors_are_at_their_places()
    {
        using var folder = new TemporaryFolder();
        foreach (var template in new[] { "crossover", "class" })
            Assert.Equal(0, StrategyHostProgram.Run(folder.Path, "new", "my_" + template, "--template", template).ExitCode);
        var (code, said) = Build(folder, "my_crossover");
        Assert.True(code == 0, said);
        Assert.Equal(0, Build(folder, "my_class").Code);

        File.AppendAllText(folder["strategies/my_crossover.csx"], "\nNonsense();\n");
        int line = File.ReadAllLines(folder["strategies/my_crossover.csx"]).Length;
        (code, said) = Build(folder, "my_crossover");
        Assert.NotEqual(0, code);
        Assert.Contains($"my_crossover.csx({line},1): error CS0103", said, StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_of_the_user_are_left_alone()
    {
        using var folder = new TemporaryFolder();
        folder.Write("strategies/a.csx", "Use(\"SPX\");");
        folder.Write(".vscode/settings.json", "{ }");
        Assert.Equal(0, StrategyHostProgram.Run(folder.Path, "ide").ExitCode);
        Assert.Equal("{ }", File.ReadAllText(folder[".vscode/settings.json"]));
        using var launch = JsonDocument.Parse(File.ReadAllText(folder[".vscode/launch.json"]));
        Assert.Equal("--debug", launch.RootElement.GetProperty("configurations")[0].GetProperty("args")[2].GetString());
    }

    private static (int Code, string Said) Build(TemporaryFolder folder, string strategy)
    {
        var start = new ProcessStartInfo("dotnet", ["build", $"strategies/.ide/{strategy}/{strategy}.csproj", "--nologo", "-v:q"])
        {
            WorkingDirectory = folder.Path,
            RedirectStandardOutput = true
        };
        using var build = Process.Start(start)!;
        string said = build.StandardOutput.ReadToEnd();
        build.WaitForExit();
        return (build.ExitCode, said);
    }
}
