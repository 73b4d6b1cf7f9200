// $NAME: long while a quick average of closes is above a slow one, else flat.

var symbol = Param("symbol", "SPX", about: "what to trade");
var fast = Param("fast", 10, min: 2, max: 60, step: 2, about: "bars in the quick average");
var slow = Param("slow", 30, min: 5, max: 200, step: 5, about: "bars in the slow average");

var quick = Sma(symbol, fast);
var calm = Sma(symbol, slow);

OnBar(symbol, bar =>
{
    if (!calm.IsReady) return;
    TargetPercent(symbol, quick > calm ? 0.95 : 0.0);
});
