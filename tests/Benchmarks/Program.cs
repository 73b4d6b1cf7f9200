using System.Globalization;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using StrategyHost.Benchmarks;
using StrategyHost.Benchmarks.Memory;
using StrategyHost.Benchmarks.OrderPath;
using StrategyHost.Benchmarks.Starts;
using StrategyHost.Benchmarks.Suite;

if (args is ["suite", ..])
{
    var warmUp = args.ElementAtOrDefault(3) is { } seconds
        ? TimeSpan.FromSeconds(double.Parse(seconds, CultureInfo.InvariantCulture)) : SuiteRunner.UsualWarmUp;
    SuiteRunner.Run(args.ElementAtOrDefault(1) ?? "benchmarks.json", args.ElementAtOrDefault(2) ?? "", warmUp);
    return;
}

if (args is ["order-path"])
{
    await OrderPathRun.RunAsync();
    return;
}

if (args is ["memory", ..])
{
    await SessionMemory.RunAsync(int.Parse(args.ElementAtOrDefault(1) ?? "1000000", CultureInfo.InvariantCulture),
        isLive: args.ElementAtOrDefault(2) == "live");
    return;
}

if (args is ["starts", ..])
{
    int[] counts = [.. args.Skip(1).Select(count => int.Parse(count, CultureInfo.InvariantCulture))];
    DeploymentStarts.Run(counts.Length > 0 ? counts : [1, 100, 1000]);
    return;
}

// Everything runs in this process: the numbers are for comparing with one another, on a machine that does nothing else.
var job = Job.Default.WithToolchain(InProcessEmitToolchain.Instance).WithWarmupCount(3).WithIterationCount(12);
BenchmarkSwitcher.FromAssembly(typeof(BudgetCost).Assembly).Run(args, DefaultConfig.Instance.AddJob(job));
