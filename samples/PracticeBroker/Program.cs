using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using PracticeBroker;

// practice-broker [--port 5105] [--pace 1000] [--bars 1000000] [--cash 100000] [--key practice]
// A broker to try things out with, on this machine alone. --pace: milliseconds for a bar of a minute.
string Option(string name, string otherwise) =>
    Array.IndexOf(args, "--" + name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : otherwise;
int Number(string name, int otherwise) =>
    int.Parse(Option(name, otherwise.ToString(CultureInfo.InvariantCulture)), CultureInfo.InvariantCulture);

var exchange = new Exchange(Number("cash", 100_000), Number("bars", 1_000_000), TimeProvider.System);
var faults = new Faults();
var json = new JsonSerializerOptions(JsonSerializerDefaults.Web);
string key = Option("key", "practice");

var builder = WebApplication.CreateSlimBuilder();
builder.Logging.ClearProviders();
var app = builder.Build();
app.Urls.Add($"http://127.0.0.1:{Number("port", 5105)}");
app.UseWebSockets();

IResult Answer((int Status, object Answer) answer) => Results.Json(answer.Answer, json, statusCode: answer.Status);

app.Use(async (context, next) =>
{
    string path = context.Request.Path;
    if (path.StartsWith("/desk/", StringComparison.Ordinal))
    {
        await next();
        return;
    }

    if (context.Request.Headers.Authorization != $"Bearer {key}")
    {
        context.Response.StatusCode = 401;
        await context.Response.WriteAsJsonAsync(new { error = "NotAuthenticated", message = "The key is not this broker's." }, json);
        return;
    }

    if (path == "/stream")
    {
        await next();
        return;
    }

    if (faults.Take("reset"))
    {
        context.Abort();
    }
    else if (faults.Take("limit"))
    {
        context.Response.StatusCode = 429;
        context.Response.Headers.RetryAfter = "1";
    }
    else if (faults.Take("error"))
    {
        context.Response.StatusCode = 500;
    }
    else
    {
        if (faults.Take("slow")) await Task.Delay(TimeSpan.FromSeconds(1), context.RequestAborted);
        await next();
        if (context.Request.Method != "GET" && faults.Take("lost-answer")) context.Abort();
    }
});

app.MapGet("/instruments/{symbol}",
    (string symbol) => Results.Json(new { symbol, tickSize = 0.01m, lotSize = 1m, currency = "USD" }, json));
app.MapPost("/orders", (OrderText order) => Answer(exchange.Submit(order)));
app.MapDelete("/orders/{id}", (string id) => Answer(exchange.Cancel(id)));
app.MapPut("/orders/{id}", (string id, ChangeText change) => Answer(exchange.Change(id, change)));
app.MapGet("/orders/{id}", (string id) => Answer(exchange.Find(id)));
app.MapGet("/orders", () => Results.Json(exchange.OpenOrders(), json));
app.MapGet("/executions", (DateTime since) => Results.Json(exchange.Executions(since.ToUniversalTime()), json));
app.MapGet("/positions", () => Results.Json(exchange.Positions(), json));
app.MapGet("/balances", () => Results.Json(new[] { new { currency = "USD", cash = exchange.Cash } }, json));
app.MapGet("/bars", (string symbols, DateTime after) =>
    Results.Json(new { isOver = exchange.IsOver, bars = exchange.Bars(symbols.Split(','), after.ToUniversalTime()) }, json));
app.Map("/stream", async (HttpContext context) =>
{
    using var socket = await context.WebSockets.AcceptWebSocketAsync();
    string symbols = context.Request.Query["symbols"].ToString();
    await Reporting.RunAsync(socket, exchange, faults, symbols.Length == 0 ? [] : symbols.Split(','), json, context.RequestAborted);
});

// The broker's own desk: what it knows, trades by hand, and faults to happen.
app.MapGet("/desk/ledger", () => Results.Json(exchange.Ledger(), json));
app.MapPost("/desk/close", exchange.Close);
app.MapPost("/desk/trade", (string symbol, decimal quantity) => exchange.TradeByHand(symbol, quantity));
app.MapPost("/desk/faults", (string kind, int times) =>
{
    if (!Faults.Kinds.Contains(kind))
        return Results.BadRequest($"There is no fault '{kind}': there are {string.Join(", ", Faults.Kinds)}.");
    faults.Add(kind, times);
    return Results.Ok();
});

await app.StartAsync();
Console.WriteLine($"practice broker at {string.Join(", ", app.Urls)}");
using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(Math.Max(1, Number("pace", 1000) / (double)Prices.StepsOfBar)));
while (await timer.WaitForNextTickAsync(app.Lifetime.ApplicationStopping)) exchange.Advance();
