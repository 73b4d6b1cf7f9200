// Volume breakout: buys a new high that trades on more than usual volume, and follows it with a stop.
//
// The stop hangs some average true ranges below the highest close since the entry and only ever moves up. Each position
// is sized so that the stop would cost the same part of equity.

var symbol = Param("symbol", "SPX", about: "what to trade");
var channel = Param("channel", 40, min: 5, max: 250, step: 5, about: "bars whose high must be broken");
var surge = Param("surge", 1.1, min: 0.5, max: 5.0, step: 0.1, about: "volume over its average that confirms");
var atrLength = Param("atr", 20, min: 5, max: 100, step: 5, about: "bars in the average true range");
var distance = Param("distance", 3.0, min: 0.5, max: 10.0, step: 0.5, about: "distance of the stop in average true ranges");
var risk = Param("risk", 0.02, min: 0.001, max: 0.1, step: 0.005, about: "part of equity that the stop may cost");

var highs = DonchianChannel(symbol, channel);
var atr = Atr(symbol, atrLength);
var usualVolume = Sma(symbol, channel, BarField.Volume);

var highestClose = State("highest close", 0.0);

OnBar(symbol, bar =>
{
    if (!highs.IsReady || !atr.IsReady || !usualVolume.IsReady) return;
    var position = Position(symbol);
    if (position.IsLong)
    {
        highestClose.Value = Math.Max(highestClose, bar.Close);
        double wanted = highestClose - distance * atr;
        var protection = Orders.FirstOrDefault(o => o.Symbol == symbol && o.Tag == "stop");
        if (protection is not null && wanted > (double)protection.StopPrice!.Value) Replace(protection, stop: wanted);
        return;
    }

    bool breaksOut = bar.Close > highs.Upper && bar.Volume > surge * usualVolume;
    if (!breaksOut) return;
    double equity = (double)Portfolio.Equity;
    int quantity = (int)Math.Min(risk * equity / (distance * atr), 0.95 * equity / bar.Close);
    if (quantity < 1) return;
    highestClose.Value = bar.Close;
    Buy(symbol, quantity, tag: "breakout");
});

OnFill(fill =>
{
    if (fill.Side == Side.Buy) Stop(Side.Sell, symbol, fill.Quantity, highestClose - distance * atr, tag: "stop");
});
