namespace StrategyHost.Acceptance.Operations;

/// <summary>Nights on which a script is what goes wrong.</summary>
public sealed class ScriptNightsTests
{
    private const string Script = "strategies/trend.csx";

    [Fact(Timeout = Night.Longest)]
    [Told(1)]
    public async Task It_was_never_armed()
    {
        using var night = await TradingNight.OpenAsync(1);
        night.Start();
        await night.UntilSaidAsync("a bar");
        await night.EndAsync();
    }

    [Fact(Timeout = Night.Longest)]
    [Told(2)]
    public Task The_script_throws() =>
        IsMendedAsync(2, "if (!Position(\"ABC\").IsFlat) throw new InvalidOperationException(\"no quote\");");

    [Fact(Timeout = Night.Longest)]
    [Told(3)]
    public Task The_script_does_not_come_back() => IsMendedAsync(3, "if (!Position(\"ABC\").IsFlat) while (true) { }");

    [Fact(Timeout = Night.Longest)]
    [Told(4)]
    public async Task An_edited_script_has_an_error()
    {
        using var night = await TradingNight.TradeAsync(4);
        night.Edit(Script, "Log.Info", "Log.Infos");
        await night.DoAsync();
        night.Edit(Script, "Log.Infos(\"a bar\")", "Log.Info(\"another bar\")");
        await night.EndAsync();
    }

    /// <summary>The script fails once it has its position and its exits; it is looked at twice, and mended.</summary>
    private static async Task IsMendedAsync(int number, string fault)
    {
        string script = TradingNight.Brackets.Replace("Log.Info", fault + " Log.Info", StringComparison.Ordinal);
        using var night = await TradingNight.OpenAsync(number, script);
        night.Edit("deployments/trend.json", "\"mode\"", "\"limits\": { \"steps\": \"100000\" }, \"mode\"");
        await night.BeginAsync();
        await night.DoAsync(2);
        night.Edit(Script, fault, "");
        await night.EndAsync();
    }
}
