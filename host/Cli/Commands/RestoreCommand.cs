using System.CommandLine;
using StrategyHost.Cli.Output;
using StrategyHost.Cli.Settings;
using StrategyHost.Scripting.Packages;

namespace StrategyHost.Cli.Commands;

/// <summary><c>strategies restore</c>: fetches the packages that scripts name.</summary>
internal sealed class RestoreCommand(Terminal terminal, ErrorBoundary boundary)
{
    private readonly Argument<string> folder = new("FOLDER")
    {
        Description = "the folder with the scripts (default: strategies)",
        DefaultValueFactory = _ => "strategies"
    };

    public Command Build()
    {
        var command = new Command(
            "restore", "Fetch the packages that scripts name with #r \"nuget: Name, Version\", and write down what was fetched in a "
                + "lock file.\n\nExample:\n  strategyhost strategies restore") { folder };
        command.SetAction((arguments, cancellation) => boundary.RunAsync(arguments, () => Run(arguments, cancellation)));
        return command;
    }

    private async Task<int> Run(ParseResult arguments, CancellationToken cancellation)
    {
        string path = arguments.GetRequiredValue(folder);
        if (!Directory.Exists(path)) throw new UsageException($"There is no folder {path}.");
        var packages = PackageRestore.Named(path);
        if (packages.Count == 0)
        {
            terminal.Say($"No script in {path} names a package.");
            return ExitCode.Done;
        }

        var trust = HostConfiguration.Read(null).Trust;
        if (packages.FirstOrDefault(p => !trust.Trusts(p.Name)) is { } stranger)
            throw new UsageException(
                $"The package {stranger.Name} is not trusted: if you trust it, add it to \"packages\" in {HostConfiguration.FileName}.");
        await PackageRestore.RunAsync(path, packages, cancellation).ConfigureAwait(false);
        terminal.Say(
            $"{string.Join(", ", packages)} restored; {PackageRestore.LockFileOf(path)} says what exactly, keep it with the scripts");
        return ExitCode.Done;
    }
}
