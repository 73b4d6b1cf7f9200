// Multi-timeframe momentum: the hour says in which direction, five minutes say when.
//
// Both views are built from the finer bars of the data and are stamped at their end, so the hour is only known once it
// is over. Long while the hourly average rises and the quick RSI shows strength; out when either turns. Flat at night.

var symbol = Param("symbol", "SYNA", about: "what to trade; its data must have bars of five minutes or less");
var trend = Param("trend", 4, min: 2, max: 50, step: 1, about: "hours in the average that gives the direction");
var length = Param("length", 9, min: 2, max: 50, step: 1, about: "five-minute bars in the RSI");
var strong = Param("strong", 58.0, min: 50, max: 90, step: 2, about: "RSI above which to enter");
var weak = Param("weak", 42.0, min: 10, max: 50, step: 2, about: "RSI below which to leave");
var weight = Param("weight", 0.5, min: 0.05, max: 1.0, step: 0.05, about: "part of equity to hold");

var hours = Bars(symbol, "1h");
var minutes = Bars(symbol, "5m");
var direction = Ema(hours, trend);
var rsi = Rsi(minutes, length);

var previous = State("previous", double.NaN);
var isRising = State("is rising", false);

OnBar(hours, bar =>
{
    if (direction.IsReady) isRising.Value = direction > previous;
    previous.Value = direction;
});

OnBar(minutes, bar =>
{
    if (!rsi.IsReady || double.IsNaN(previous)) return;
    bool isLate = TimeOnly.FromDateTime(LocalTime(symbol)) >= new TimeOnly(15, 30);
    if (Position(symbol).IsFlat && isRising && rsi > strong && !isLate) TargetPercent(symbol, weight);
    if (Position(symbol).IsLong && (!isRising || rsi < weak)) Close(symbol);
});

At(symbol, "15:50", () => Close(symbol, tag: "night"));
