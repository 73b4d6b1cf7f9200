// All cash while the quick average is above the calm one, else flat.

var quick = Sma("SPX", 10);
var calm = Sma("SPX", 30);
double lastDifference = 0;

// +1 when the quick average has crossed above the calm one, -1 below; exact ties are skipped.
int Cross()
{
    if (!calm.IsReady) return 0;
    double difference = quick - calm;
    if (difference == 0) return 0;
    int cross = difference > 0 && lastDifference < 0 ? 1 : difference < 0 && lastDifference > 0 ? -1 : 0;
    lastDifference = difference;
    return cross;
}

OnBar("SPX", bar =>
{
    int cross = Cross();
    if (cross > 0 && Position("SPX").IsFlat) Buy("SPX", (int)((double)Portfolio.Cash / bar.Close));
    if (cross < 0 && Position("SPX").IsLong) Sell("SPX", Position("SPX").Quantity);
});
