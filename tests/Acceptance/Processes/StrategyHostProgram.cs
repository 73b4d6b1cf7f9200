using System.Diagnostics;
using System.Globalization;

namespace StrategyHost.Acceptance.Processes;

/// <summary>The real program, run as a process.</summary>
internal sealed class StrategyHostProgram : IDisposable
{
    /// <summary>Hosts of tests do not meet those that the user runs.</summary>
    private static readonly (string Name, string Folder) Leases = ("STRATEGYHOST_LEASES", Path.Combine(AppContext.BaseDirectory, "leases"));

    private readonly Process process;

    private StrategyHostProgram(Process process) => this.process = process;

    /// <summary>The number of its process.</summary>
    public int Id => process.Id;

    /// <summary>Runs it to its end.</summary>
    public static ProcessResult Run(string workingDirectory, params string[] arguments)
    {
        using var program = Start(workingDirectory, arguments);
        var error = program.process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string output = program.process.StandardOutput.ReadToEnd();
        program.process.WaitForExit();
        return new ProcessResult(program.process.ExitCode, output, error.GetAwaiter().GetResult());
    }

    /// <summary>Starts it.</summary>
    public static StrategyHostProgram Start(string workingDirectory, params string[] arguments) =>
        Start(Repository.Program, workingDirectory, arguments, new Dictionary<string, string>());

    /// <summary>Starts a line of the shell.</summary>
    public static StrategyHostProgram StartShell(string workingDirectory, string line)
    {
        var start = new ProcessStartInfo("bash", ["-c", line])
        {
            WorkingDirectory = workingDirectory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true
        };
        start.Environment[Leases.Name] = Leases.Folder;
        var process = Process.Start(start)!;
        process.StandardInput.Close();
        return new StrategyHostProgram(process);
    }

    /// <summary>Sends it a signal.</summary>
    public void Signal(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    /// <summary>Starts a program with environment variables of its own, and input that is typed or none.</summary>
    public static StrategyHostProgram Start(string assembly, string workingDirectory, string[] arguments,
        IReadOnlyDictionary<string, string> environment, bool isTyped = false)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = workingDirectory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        start.Environment[Leases.Name] = Leases.Folder;
        foreach (var (name, value) in environment) start.Environment[name] = value;
        start.ArgumentList.Add(assembly);
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        var process = Process.Start(start)!;
        if (!isTyped) process.StandardInput.Close();
        return new StrategyHostProgram(process);
    }

    /// <summary>Types its only line of input.</summary>
    public async Task TypeAsync(string line)
    {
        await process.StandardInput.WriteLineAsync(line);
        process.StandardInput.Close();
    }

    /// <summary>Its exit code, once it has ended.</summary>
    public async Task<int> EndAsync(CancellationToken cancellation)
    {
        await process.WaitForExitAsync(cancellation);
        return process.ExitCode;
    }

    /// <summary>What it says up to a line that holds a text; all of it when there is none such.</summary>
    public async Task<string> SaysUntil(string text, CancellationToken cancellation)
    {
        var said = new List<string>();
        while (await process.StandardError.ReadLineAsync(cancellation) is { } line)
        {
            said.Add(line);
            if (line.Contains(text, StringComparison.Ordinal)) break;
        }

        return string.Join('\n', said);
    }

    /// <summary>The first line of its output.</summary>
    public async Task<string> FirstLine(CancellationToken cancellation) => await process.StandardOutput.ReadLineAsync(cancellation) ?? "";

    /// <summary>The rest of its output.</summary>
    public Task<string> Output(CancellationToken cancellation) => process.StandardOutput.ReadToEndAsync(cancellation);

    /// <summary>What it says up to its end.</summary>
    public async Task<string> SaysAll(CancellationToken cancellation)
    {
        string said = await process.StandardError.ReadToEndAsync(cancellation);
        await process.WaitForExitAsync(cancellation);
        return said;
    }

    /// <summary>Does what Ctrl+C does, and waits for the end.</summary>
    public async Task<int> Interrupt(CancellationToken cancellation)
    {
        using var kill = Process.Start("kill", ["-INT", process.Id.ToString(CultureInfo.InvariantCulture)]);
        await process.WaitForExitAsync(cancellation);
        return process.ExitCode;
    }

    /// <summary>Ends it as a power cut would.</summary>
    public void Kill()
    {
        process.Kill();
        process.WaitForExit();
    }

    public void Dispose()
    {
        if (!process.HasExited) process.Kill(entireProcessTree: true);
        process.Dispose();
    }
}
