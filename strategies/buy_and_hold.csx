// Buy and hold: buys once and keeps it. What every other strategy has to beat.

var symbol = Param("symbol", "SPX", about: "what to hold");
var weight = Param("weight", 0.98, min: 0.05, max: 1.0, step: 0.01, about: "part of equity to buy; below 1, so that a gap at the open can be paid for");

OnBar(symbol, bar =>
{
    if (Position(symbol).IsFlat) TargetPercent(symbol, weight);
});
