// Watchlist: once a day, shortly after the open, buys some of every symbol on a list until its budget is used up.
//
// For those who build positions step by step. Three limits hold: what is spent on a symbol a day, what is invested in a
// symbol, and what is invested in total. Nothing is ever sold.

var watchlist = Param("watchlist", "SYNA,SYNC", about: "symbols, with commas between them");
var time = Param("time", "09:35", about: "when to buy, on the exchange's clock");
var daily = Param("daily", 2_500.0, min: 1, step: 500, about: "money to spend on a symbol a day");
var perSymbol = Param("per_symbol", 10_000.0, min: 1, step: 1000, about: "money to invest in a symbol at most");
var total = Param("total", 15_000.0, min: 1, step: 1000, about: "money to invest in all symbols at most");

var symbols = watchlist.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
if (symbols.Length == 0) throw new ArgumentException("the watchlist is empty");
foreach (var symbol in symbols) Use(symbol);

At(symbols[0], time, () =>
{
    decimal invested = Portfolio.Positions.Sum(p => p.Quantity * p.AveragePrice);
    foreach (var symbol in symbols)
    {
        var position = Position(symbol);
        if (double.IsNaN(position.LastPrice)) continue;
        decimal price = (decimal)position.LastPrice;
        decimal room = Math.Min((decimal)perSymbol - position.Quantity * position.AveragePrice, (decimal)total - invested);
        int quantity = (int)(Math.Min((decimal)daily, room) / price);
        if (quantity < 1) continue;
        Buy(symbol, quantity);
        invested += quantity * price;
    }
});
