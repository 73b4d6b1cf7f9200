using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ETradeServer;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using PracticeBroker;

// etrade-server [--port 0] [--pace 1000]: speaks E*TRADE's protocol on this machine, over a practice exchange with one account.
string Option(string name, string otherwise) =>
    Array.IndexOf(args, "--" + name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : otherwise;
int Number(string name, int otherwise) =>
    int.Parse(Option(name, otherwise.ToString(CultureInfo.InvariantCulture)), CultureInfo.InvariantCulture);

const string AccountKey = "vQMsebA1H5WltUfDkJP48g";
var exchange = new Exchange(100_000, 1_000_000, TimeProvider.System);
var desk = new Desk(exchange, TimeProvider.System);
var oauth = new OAuthGate("ck", "cs", TimeProvider.System);
var faults = new Faults();
var json = new JsonSerializerOptions(JsonSerializerDefaults.Web);

var builder = WebApplication.CreateSlimBuilder();
builder.Logging.ClearProviders();
var app = builder.Build();
app.Urls.Add($"http://127.0.0.1:{Number("port", 0)}");

app.Use(async (context, next) =>
{
    string path = context.Request.Path;
    if (!path.StartsWith("/v1/", StringComparison.Ordinal))
    {
        await next();
        return;
    }

    bool mayTrade = path.EndsWith("/place.json", StringComparison.Ordinal) || path.EndsWith("/cancel.json", StringComparison.Ordinal);
    if (oauth.Refusal(context.Request) is { } problem)
    {
        context.Response.StatusCode = 401;
        await context.Response.WriteAsync($"oauth_problem={problem}");
    }
    else if (mayTrade && faults.Take("reset"))
    {
        context.Abort();
    }
    else if (mayTrade && faults.Take("limit"))
    {
        context.Response.StatusCode = 400;
        await context.Response.WriteAsync("<html><body>Number of requests exceeded the rate limit set</body></html>");
    }
    else if (faults.Take("error"))
    {
        context.Response.StatusCode = 500;
        await context.Response.WriteAsync(
            "{\"Error\":{\"code\":100,\"message\":\"The requested service is not currently available, please try after sometime\"}}");
    }
    else
    {
        if (faults.Take("slow")) await Task.Delay(TimeSpan.FromSeconds(1), context.RequestAborted);
        bool isLost = mayTrade && faults.Take("lost-answer");
        if (isLost) context.Response.Body = Stream.Null;
        await next();
        if (isLost) context.Abort();
    }
});

IResult Tokens((string? Form, string Problem) answer) =>
    answer.Form is { } form ? Results.Text(form) : Results.Text($"oauth_problem={answer.Problem}", statusCode: 401);
IResult Answer((int Status, JsonNode Answer) answer) =>
    Results.Text(answer.Answer.ToJsonString(), "application/json", statusCode: answer.Status);
IResult Node(JsonNode? node) => node is null ? Results.NoContent() : Results.Text(node.ToJsonString(), "application/json");
static async Task<JsonNode> BodyAsync(HttpRequest request) => (await JsonNode.ParseAsync(request.Body))!;

app.MapGet("/oauth/request_token", (HttpRequest request) => Tokens(oauth.RequestToken(request)));
app.MapGet("/oauth/access_token", (HttpRequest request) => Tokens(oauth.AccessToken(request)));
app.MapGet("/oauth/renew_access_token", (HttpRequest request) => oauth.Refusal(request, wakes: true) is { } problem
    ? Results.Text($"oauth_problem={problem}", statusCode: 401) : Results.Text("Access Token has been renewed"));
app.MapGet("/oauth/revoke_access_token", (HttpRequest request) => oauth.Refusal(request, ends: true) is { } problem
    ? Results.Text($"oauth_problem={problem}", statusCode: 401) : Results.Text("Revoked Access Token"));
app.MapGet("/e/t/etws/authorize",
    (string key, string token) => oauth.Allow(token) is { } verifier ? Results.Text(verifier) : Results.NotFound());

app.MapGet("/v1/accounts/list.json",
    () => Node(JsonNode.Parse(
        $$$$$"""{"AccountListResponse":{"Accounts":{"Account":[{"accountId":"84010429","accountIdKey":"{{{{{AccountKey}}}}}","accountMode":"MARGIN","accountStatus":"ACTIVE","institutionType":"BROKERAGE"}]}}}""")));
app.MapGet($"/v1/accounts/{AccountKey}/balance.json",
    () => Node(new JsonObject
    {
        ["BalanceResponse"] = new JsonObject
        {
            ["accountId"] = "84010429",
            ["Computed"] = new JsonObject { ["netCash"] = exchange.Cash, ["cashBalance"] = exchange.Cash }
        }
    }));
app.MapGet($"/v1/accounts/{AccountKey}/portfolio.json", () => Node(Pages.Portfolio(exchange)));
app.MapGet($"/v1/accounts/{AccountKey}/transactions.json",
    () => Node(JsonNode.Parse(
        """{"TransactionListResponse":{"Transaction":[{"transactionId":"18144100000861","transactionDate":1528948800000,"amount":-2,"description":"ACH WITHDRAWL REFID:109187276;","transactionType":"Transfer","brokerage":{"quantity":0,"settlementCurrency":"USD"}}],"moreTransactions":false}}""")));
app.MapGet($"/v1/accounts/{AccountKey}/orders.json", (int? count, string? marker) => Node(desk.List(count ?? 25, marker)));
app.MapPost($"/v1/accounts/{AccountKey}/orders/preview.json",
    async (HttpRequest request) => Answer(desk.Preview(await BodyAsync(request), null)));
app.MapPost($"/v1/accounts/{AccountKey}/orders/place.json",
    async (HttpRequest request) => Answer(desk.Place(await BodyAsync(request), null)));
app.MapPut($"/v1/accounts/{AccountKey}/orders/cancel.json", async (HttpRequest request) => Answer(desk.Cancel(await BodyAsync(request))));
app.MapPut($"/v1/accounts/{AccountKey}/orders/{{id:long}}/change/preview.json",
    async (long id, HttpRequest request) => Answer(desk.Preview(await BodyAsync(request), id)));
app.MapPut($"/v1/accounts/{AccountKey}/orders/{{id:long}}/change/place.json",
    async (long id, HttpRequest request) => Answer(desk.Place(await BodyAsync(request), id)));
app.MapGet("/v1/market/quote/{symbols}.json", (string symbols) => Node(Pages.Quotes(exchange, symbols)));

// The desk behind the counter: the ledger, trades by hand, and faults to happen.
app.MapGet("/desk/ledger", () => Results.Json(exchange.Ledger(), json));
app.MapPost("/desk/trade", (string symbol, decimal quantity) => desk.TradeByHand(symbol, quantity));
app.MapPost("/desk/sleep", oauth.Sleep);
app.MapPost("/desk/expire", oauth.Expire);
app.MapPost("/desk/faults", (string kind, int times) => faults.Add(kind, times));

await app.StartAsync();
Console.WriteLine($"E*TRADE server at {string.Join(", ", app.Urls)}");
using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(Math.Max(1, Number("pace", 1000) / (double)Prices.StepsOfBar)));
while (await timer.WaitForNextTickAsync(app.Lifetime.ApplicationStopping)) exchange.Advance();
