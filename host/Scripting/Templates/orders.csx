// $NAME: enters with a limit below the market and leaves with a stop or a limit.

var symbol = Param("symbol", "SPX", about: "what to trade");
var dip = Param("dip", 0.01, min: 0.001, max: 0.1, about: "how far below the close to bid, as a ratio");
var risk = Param("risk", 0.03, min: 0.005, max: 0.2, about: "how far below the entry to stop out, as a ratio");

Order? entry = null;

OnBar(symbol, bar =>
{
    if (!Position(symbol).IsFlat || entry is { IsOpen: true }) return;
    int quantity = (int)(Portfolio.Cash * 0.9m / (decimal)bar.Close);
    if (quantity > 0) entry = Limit(Side.Buy, symbol, quantity, bar.Close * (1 - dip), TimeInForce.Day);
});

OnFill(fill =>
{
    if (fill.Side == Side.Buy)
    {
        Stop(Side.Sell, symbol, fill.Quantity, fill.Price * (decimal)(1 - risk), tag: "stop");
        Limit(Side.Sell, symbol, fill.Quantity, fill.Price * (decimal)(1 + 2 * risk), tag: "profit");
        return;
    }

    foreach (var order in Orders.Where(o => o.Side == Side.Sell).ToList()) Cancel(order);
});
