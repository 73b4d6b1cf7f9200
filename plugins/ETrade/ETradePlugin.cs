using System.Globalization;
using StrategyHost.Plugins;

namespace ETrade;

/// <summary>US stocks at E*TRADE: quotes, orders, and the login that gives its tokens.</summary>
public sealed class ETradePlugin : Plugin
{
    private readonly TimeProvider clock = TimeProvider.System;
    private readonly CancellationTokenSource stop = new();
    private ETradeLine? line;
    private OrderMemory? memory;
    private ETradeTrading? trading;
    private ETradeMarket? market;
    private Task announcing = Task.CompletedTask;

    /// <inheritdoc/>
    public override IMarketData? MarketData => market;

    /// <inheritdoc/>
    public override ITrading? Trading => trading;

    /// <inheritdoc/>
    public override ILogin Login { get; } = new ETradeLogin();

    /// <inheritdoc/>
    public override Task<TradingCapabilities?> DescribeTradingAsync(PluginSettings settings, CancellationToken cancellation) =>
        Task.FromResult<TradingCapabilities?>(ETradeTrading.CapabilitiesOf(IsExtended(settings), Poll(settings)));

    /// <inheritdoc/>
    public override async Task ConnectAsync(PluginSettings settings, CancellationToken cancellation)
    {
        bool isExtended = IsExtended(settings);
        var poll = Poll(settings);
        line ??= new ETradeLine(settings, Number(settings, "requests-per-second", 2), clock);
        string key = await AccountKeyAsync(line, settings["account-id"]!, cancellation);
        memory = new OrderMemory(settings.Folder);
        trading = new ETradeTrading(line, memory, key, isExtended, poll, settings.Warn, clock);
        market = new ETradeMarket(line, poll, settings.Warn, clock);
        announcing = AnnounceEndsAsync(settings.Warn, stop.Token);
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await announcing;
        line?.Dispose();
        trading?.Dispose();
        memory?.Dispose();
        stop.Dispose();
        await base.DisposeAsync();
    }

    private static bool IsExtended(PluginSettings settings) => (settings["session"] ?? "regular") switch
    {
        "regular" => false,
        "extended" => true,
        var other =>
            throw new BrokerException(BrokerError.Invalid,
                $"The setting session is '{other}', and must be regular or extended.")
            { Field = "session" },
    };

    private static TimeSpan Poll(PluginSettings settings) => TimeSpan.FromSeconds(Number(settings, "poll-seconds", 2));

    private static double Number(PluginSettings settings, string name, double otherwise) => settings[name] is not { } text
        ? otherwise
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && number > 0
            ? number
            : throw new BrokerException(BrokerError.Invalid,
                $"The setting {name} is '{text}', and must be a number above zero.")
            { Field = name };

    /// <summary>The name by which requests call an account.</summary>
    private static async Task<string> AccountKeyAsync(ETradeLine line, string id, CancellationToken cancellation)
    {
        var answer = await line.GetAsync(RequestKind.Account, "v1/accounts/list.json", cancellation);
        var accounts = answer.At("AccountListResponse").At("Accounts").All("Account").ToList();
        var found = accounts.Where(a => a.Text("accountId")?.Trim() == id).ToList();
        if (found is not [var account, ..])
            throw new BrokerException(BrokerError.Invalid,
                $"This login has no account {id}: it has "
                    + $"{(accounts.Count == 0 ? "none" : string.Join(", ", accounts.Select(a => a.Text("accountId"))))}.")
            {
                Field = "account-id"
            };
        if (account.Text("accountStatus") is "CLOSED") throw new BrokerException(BrokerError.NotPermitted, $"The account {id} is closed.");
        return account.Text("accountIdKey") ?? throw new BrokerException(BrokerError.Unavailable, "E*TRADE names no key for the account.");
    }

    /// <summary>Says when the token of the day ends, in time, again and again.</summary>
    private async Task AnnounceEndsAsync(Action<string> warn, CancellationToken cancellation)
    {
        try
        {
            while (true)
            {
                var now = clock.GetUtcNow().UtcDateTime;
                var next = TokenLife.NoticesAfter(now).First();
                await Task.Delay(next - now, clock, cancellation);
                var end = TokenLife.EndAfter(next - TimeSpan.FromSeconds(1));
                warn(next >= end
                    ? "E*TRADE's access token has ended, as every midnight in New York: nothing is traded until 'strategyhost secrets "
                        + "login etrade'."
                    : string.Create(CultureInfo.InvariantCulture,
                        $"E*TRADE's access token ends in {(end - next).TotalMinutes:0} minutes, at midnight in New York: log in again "
                            + $"after that with 'strategyhost secrets login etrade'."));
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // The plugin is disposed.
        }
    }
}
