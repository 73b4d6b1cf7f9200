// RSI reversal: buys weakness inside a rising market and sells the recovery.
//
// Enters when the RSI falls below an oversold level while the close is above its long average, leaves when the RSI has
// recovered, and has a stop in the market all the time. Wins often and loses rarely but larger: watch the average loss.

var symbol = Param("symbol", "SPX", about: "what to trade");
var length = Param("length", 5, min: 2, max: 50, step: 1, about: "bars in the RSI");
var oversold = Param("oversold", 30.0, min: 5, max: 50, step: 5, about: "RSI below which to buy");
var recovered = Param("recovered", 60.0, min: 40, max: 95, step: 5, about: "RSI above which to sell");
var trend = Param("trend", 200, min: 10, max: 400, step: 10, about: "bars in the average that says whether the market rises");
var stop = Param("stop", 0.06, min: 0.01, max: 0.5, step: 0.01, about: "loss at which to get out, as a ratio of the entry price");
var weight = Param("weight", 0.9, min: 0.05, max: 1.0, step: 0.05, about: "part of equity to hold");

if (oversold >= recovered) throw new ArgumentException($"oversold ({oversold}) must be below recovered ({recovered})");

var rsi = Rsi(symbol, length);
var average = Sma(symbol, trend);

OnBar(symbol, bar =>
{
    if (!rsi.IsReady || !average.IsReady) return;
    if (Position(symbol).IsFlat && rsi < oversold && bar.Close > average) TargetPercent(symbol, weight, tag: "oversold");
    if (Position(symbol).IsLong && rsi > recovered) Close(symbol, tag: "recovered");
});

OnFill(fill =>
{
    if (fill.Side == Side.Buy) Stop(Side.Sell, symbol, fill.Quantity, fill.Price * (decimal)(1 - stop), tag: "stop");
});
