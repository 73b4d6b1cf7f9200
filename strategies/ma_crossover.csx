// Moving average crossover: long while a quick average of closes is above a slow one, otherwise flat.
//
// The oldest trend rule there is. It is right seldom and earns when trends are long, so look at the profit factor and
// the drawdown rather than at the win rate. A change of side trades at the open of the next bar.

var symbol = Param("symbol", "SPX", about: "what to trade");
var fast = Param("fast", 10, min: 2, max: 100, step: 2, about: "bars in the quick average");
var slow = Param("slow", 50, min: 5, max: 400, step: 5, about: "bars in the slow average");
var weight = Param("weight", 0.95, min: 0.05, max: 1.0, step: 0.05, about: "part of equity to hold while long");

if (fast >= slow) throw new ArgumentException($"fast ({fast}) must be below slow ({slow})");

var quick = Sma(symbol, fast);
var calm = Sma(symbol, slow);

OnBar(symbol, bar =>
{
    if (!calm.IsReady) return;
    bool isUp = quick > calm;
    if (isUp && Position(symbol).IsFlat) TargetPercent(symbol, weight);
    if (!isUp && Position(symbol).IsLong) Close(symbol);
});
