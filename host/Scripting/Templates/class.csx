// $NAME: the class form of a strategy, for those who like their state in fields.

public class $NAME : Strategy
{
    private string symbol = "";
    private Rsi rsi = null!;

    protected override void Declare()
    {
        symbol = Param("symbol", "SPX", about: "what to trade");
        int length = Param("length", 14, min: 2, max: 60, about: "bars in the RSI");
        rsi = Rsi(symbol, length);
        OnBar(symbol, OnClose);
    }

    private void OnClose(Bar bar)
    {
        if (!rsi.IsReady) return;
        if (rsi < 30 && Position(symbol).IsFlat) TargetPercent(symbol, 0.95);
        if (rsi > 70) Close(symbol);
    }
}
