using System.Text.Json;
using StrategyHost.Acceptance.Live;
using StrategyHost.Engine.Runs.Live;
using StrategyHost.Live.Sessions;

namespace StrategyHost.Acceptance.Operations;

/// <summary>Nights at the practice broker.</summary>
internal static class TradingNight
{
    /// <summary>Holds ten of a symbol, and says each bar.</summary>
    public const string Holds = """
        OnBar("ABC", bar =>
        {
            Log.Info("a bar");
            if (Position("ABC").IsFlat && Orders.Count == 0) Buy("ABC", 10);
        });
        """;

    /// <summary>Holds ten of a symbol, with a stop and a target far away.</summary>
    public const string Brackets = """
        OnBar("ABC", bar =>
        {
            Log.Info("a bar");
            if (Position("ABC").IsFlat && Orders.Count == 0) Bracket(Side.Buy, "ABC", 10, stop: bar.Close * 0.5, target: bar.Close * 2);
        });
        """;

    /// <summary>A night at the practice broker, with a deployment that no host runs yet.</summary>
    /// <param name="number">Its number in the diary.</param>
    /// <param name="script">The script.</param>
    /// <param name="account">Settings of the account beside those of the plugin, each with its comma.</param>
    public static async Task<Night> OpenAsync(int number, string script = Holds, string account = "")
    {
        var night = new Night(number, await BrokerProgram.StartAsync(pace: 100));
        night.Workshop.DeployLive(Night.Name, script, night.Broker!, account);
        return night;
    }

    /// <summary>A night at the practice broker, with a deployment that runs, is armed and has its position.</summary>
    /// <inheritdoc cref="OpenAsync"/>
    public static async Task<Night> TradeAsync(int number, string script = Holds, string account = "")
    {
        var night = await OpenAsync(number, script, account);
        await night.BeginAsync();
        await night.UntilHeldAsync();
        return night;
    }

    /// <summary>Starts the host, and arms the deployment once it has seen a bar.</summary>
    public static async Task BeginAsync(this Night night)
    {
        night.Start();
        await night.UntilSaidAsync("a bar");
        CommandBox.Post(night["state"], Night.Name, SessionCommand.Arm, until: null, TimeProvider.System.GetUtcNow().UtcDateTime);
    }

    /// <summary>Waits until the deployment knows that it holds ten.</summary>
    public static async Task UntilHeldAsync(this Night night)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (!DeploymentStatus.In(night["state"]).Deployments.Any(d => d.Snapshot.Positions.Any(p => p.Quantity == 10)))
            await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Waits until the deployment has had so many events.</summary>
    public static async Task UntilHandledAsync(this Night night, int events)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (!DeploymentStatus.In(night["state"]).Deployments.Any(d => d.Events >= events))
            await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Waits until the broker's ledger is as wanted.</summary>
    public static async Task UntilAtBrokerAsync(this Night night, Func<JsonElement, bool> isSo)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!isSo(await night.Broker!.LedgerAsync())) await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Changes a text in a file.</summary>
    public static void Edit(this Night night, string file, string before, string after)
    {
        string text = File.ReadAllText(night[file]);
        Assert.Contains(before, text, StringComparison.Ordinal);
        File.WriteAllText(night[file], text.Replace(before, after, StringComparison.Ordinal));
    }
}
