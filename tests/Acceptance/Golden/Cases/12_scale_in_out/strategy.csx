// Adds 50 at a time above both averages, halves below the shorter one, leaves below the longer one.

var anchor = Sma("SPX", 50);
var brake = Sma("SPX", 20);
int bars = 0;
int lastBuy = 0;
bool isHalved = false;

OnBar("SPX", bar =>
{
    bars++;
    if (!anchor.IsReady) return;
    decimal held = Position("SPX").Quantity;
    if (held == 0)
    {
        if (bar.Close > anchor && bar.Close > brake)
        {
            Buy("SPX", 50, tag: "open");
            lastBuy = bars;
            isHalved = false;
        }
    }
    else if (bar.Close < anchor)
    {
        Sell("SPX", held);
    }
    else if (bar.Close < brake && !isHalved)
    {
        Sell("SPX", Math.Floor(held / 2));
        isHalved = true;
    }
    else if (bar.Close > brake && !isHalved && held < 150 && bars - lastBuy >= 10)
    {
        Buy("SPX", 50, tag: "add");
        lastBuy = bars;
    }
});
