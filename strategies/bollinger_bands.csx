// Bollinger bands: buys a close below the lower band, sells at the middle; mirrored on the short side if that is wanted.
//
// Mean reversion without a view on the trend: good in quiet sideways markets, painful in a crash, which is why a position
// that has not come back after some bars is given up.

var symbol = Param("symbol", "SPX", about: "what to trade");
var length = Param("length", 20, min: 5, max: 100, step: 5, about: "bars in the bands");
var width = Param("width", 2.0, min: 0.5, max: 4.0, step: 0.25, about: "width of the bands in standard deviations");
var patience = Param("patience", 15, min: 1, max: 200, step: 5, about: "bars after which a position is given up");
var both = Param("short", false, about: "whether to sell short above the upper band");
var weight = Param("weight", 0.9, min: 0.05, max: 1.0, step: 0.05, about: "part of equity to hold");

var bands = BollingerBands(symbol, length, width);
var barsHeld = State("bars held", 0);

OnBar(symbol, bar =>
{
    if (!bands.IsReady) return;
    var position = Position(symbol);
    barsHeld.Value = position.IsFlat ? 0 : barsHeld + 1;
    if (position.IsFlat)
    {
        if (bar.Close < bands.Lower) TargetPercent(symbol, weight, tag: "below");
        else if (both && bar.Close > bands.Upper) TargetPercent(symbol, -weight, tag: "above");
        return;
    }

    bool isBack = position.IsLong ? bar.Close >= bands : bar.Close <= bands;
    if (isBack || barsHeld >= patience) Close(symbol, tag: isBack ? "back" : "given up");
});
