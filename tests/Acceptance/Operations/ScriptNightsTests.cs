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
    public async Task The_script_throws()
    {
        const string Fault = "if (bar.Close > 0 && !Position(\"ABC\").IsFlat) throw new InvalidOperationException(\"no quote\");";
        using var night = await TradingNight.OpenAsync(2, TradingNight.Brackets.Replace("Log.Info", Fault + " Log.Info", StringComparison.Ordinal));
        night.Start();
        await night.UntilSaidAsync("a bar");
        night.Arm();
        await night.DoAsync(2);
        night.Edit(Script, Fault, "");
        await night.EndAsync();
    }

    [Fact(Timeout = Night.Longest)]
    [Told(3)]
    public async Task The_script_does_not_come_back()
    {
        const string Fault = "if (!Position(\"ABC\").IsFlat) while (true) { }";
        using var night = await TradingNight.OpenAsync(3, TradingNight.Brackets.Replace("Log.Info", Fault + " Log.Info", StringComparison.Ordinal));
        night.Edit("deployments/trend.json", "\"mode\"", "\"limits\": { \"steps\": \"100000\" }, \"mode\"");
        night.Start();
        await night.UntilSaidAsync("a bar");
        night.Arm();
        await night.DoAsync(2);
        night.Edit(Script, Fault, "");
        await night.EndAsync();
    }

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
}
