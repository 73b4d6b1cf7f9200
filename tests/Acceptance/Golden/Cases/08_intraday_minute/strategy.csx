// Always long or short 100 by a cross of averages, flat before the session ends.

var quick = Sma("SYNA", 7);
var calm = Sma("SYNA", 29);
double lastDifference = 0;

OnBar("SYNA", bar =>
{
    if (!calm.IsReady) return;
    double difference = quick - calm;
    int cross = difference > 0 && lastDifference < 0 ? 1 : difference < 0 && lastDifference > 0 ? -1 : 0;
    if (difference != 0) lastDifference = difference;

    var barStart = TimeOnly.FromDateTime(LocalTime("SYNA").AddMinutes(-1));
    if (barStart < new TimeOnly(15, 50))
    {
        if (cross != 0) Target("SYNA", 100 * cross);
    }
    else if (barStart == new TimeOnly(15, 58))
    {
        Close("SYNA");
    }
});
