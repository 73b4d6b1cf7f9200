using System.Globalization;
using System.Text.Json;
using ExchangeServers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using PracticeBroker;

// exchange-servers --exchange binance|okx|bybit [--market spot|swap] [--port 0] [--pace 1000]
// Speaks as a crypto exchange does, on this machine, over a practice exchange with one account.
string Option(string name, string otherwise) =>
    Array.IndexOf(args, "--" + name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : otherwise;
int Number(string name, int otherwise) =>
    int.Parse(Option(name, otherwise.ToString(CultureInfo.InvariantCulture)), CultureInfo.InvariantCulture);

var exchange = new Exchange(100_000, 1_000_000, TimeProvider.System);
var faults = new Faults();
var hall = new Hall(exchange, faults, Option("market", "spot") == "spot", TimeProvider.System);
Dialect dialect = Option("exchange", "") switch
{
    "binance" => new Binance(hall),
    "okx" => new Okx(hall),
    "bybit" => new Bybit(hall),
    var other => throw new ArgumentException($"There is no exchange '{other}': there are binance, okx and bybit."),
};
var json = new JsonSerializerOptions(JsonSerializerDefaults.Web);

var builder = WebApplication.CreateSlimBuilder();
builder.Logging.ClearProviders();
var app = builder.Build();
app.Urls.Add($"http://127.0.0.1:{Number("port", 0)}");
app.UseWebSockets();
app.Use(async (context, next) =>
{
    bool mayTrade = dialect.MayTrade(context.Request);
    int used = hall.Count();
    bool isOwn = context.Request.Path.StartsWithSegments("/desk", StringComparison.Ordinal) || context.WebSockets.IsWebSocketRequest;
    if (mayTrade && faults.Take("reset"))
    {
        context.Abort();
    }
    else if (mayTrade && faults.Take("limit"))
    {
        dialect.Count(context.Response.Headers, used, isTooOften: true);
        context.Response.StatusCode = dialect.TooOften.Status;
        await context.Response.WriteAsync(dialect.TooOften.Answer.ToJsonString());
    }
    else if (!isOwn && faults.Take("error"))
    {
        context.Response.StatusCode = 503;
        await context.Response.WriteAsync("<html><body>Service Unavailable</body></html>");
    }
    else
    {
        dialect.Count(context.Response.Headers, used, isTooOften: false);
        if (!isOwn && faults.Take("slow")) await Task.Delay(TimeSpan.FromSeconds(1), context.RequestAborted);
        bool isLost = mayTrade && faults.Take("lost-answer");
        if (isLost) context.Response.Body = Stream.Null;
        await next();
        if (isLost) context.Abort();
    }
});
dialect.Map(app);

// The desk behind the counter: the ledger, trades by hand, and faults to happen.
app.MapGet("/desk/ledger", () => Results.Json(exchange.Ledger(), json));
app.MapPost("/desk/trade", (string symbol, decimal quantity) => exchange.TradeByHand(symbol, quantity));
app.MapPost("/desk/faults", (string kind, int times) => faults.Add(kind, times));

await app.StartAsync();
Console.WriteLine($"exchange at {string.Join(", ", app.Urls)}");
using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(Math.Max(1, Number("pace", 1000) / (double)Prices.StepsOfBar)));
while (await timer.WaitForNextTickAsync(app.Lifetime.ApplicationStopping)) exchange.Advance();
