// Buys 100 at a limit 1 % below an oversold close, for three bars; sells when overbought.

var rsi = Rsi("SPX", 14);
Order? entry = null;
int bars = 0;
int entryBar = 0;

OnBar("SPX", bar =>
{
    bars++;
    if (!rsi.IsReady) return;
    if (entry is { IsOpen: true } && bars - entryBar >= 3) Cancel(entry);
    bool isWaiting = entry is { IsOpen: true };
    if (Position("SPX").IsFlat && !isWaiting && rsi < 30)
    {
        entry = Limit(Side.Buy, "SPX", 100, bar.Close * (1 - 0.01), tag: "entry");
        entryBar = bars;
    }
    else if (Position("SPX").IsLong && rsi > 70)
    {
        Sell("SPX", 100, tag: "exit");
    }
});
