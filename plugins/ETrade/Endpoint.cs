using StrategyHost.Plugins;

namespace ETrade;

/// <summary>Where E*TRADE is.</summary>
/// <param name="Api">Accounts, orders and quotes.</param>
/// <param name="Login">Tokens.</param>
/// <param name="Page">The page on which a person allows the access.</param>
internal sealed record Endpoint(Uri Api, Uri Login, Uri Page)
{
    private static readonly Uri Live = new("https://api.etrade.com");
    private static readonly Uri Sandbox = new("https://apisb.etrade.com");
    private static readonly Uri Authorize = new("https://us.etrade.com/e/t/etws/authorize");

    /// <summary>The addresses that the settings name.</summary>
    public static Endpoint Of(PluginSettings settings)
    {
        string host = settings["host"] ?? "sandbox";
        var api = host switch
        {
            "live" => Live,
            "sandbox" => Sandbox,
            _ => Address("host", host, "live, sandbox, or an address"),
        };
        bool isTheirs = host is "live" or "sandbox";

        // The sandbox takes tokens of the live host.
        var login = settings["login-host"] is { } named ? Address("login-host", named, "an address") : isTheirs ? Live : api;
        return new Endpoint(api, login, isTheirs ? Authorize : new Uri(api, "/e/t/etws/authorize"));
    }

    private static Uri Address(string setting, string text, string wanted) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is ("http" or "https")
        ? address
        : throw new BrokerException(BrokerError.Invalid,
            $"The setting {setting} is '{text}', and must be {wanted} such as https://api.etrade.com.")
        { Field = setting };
}
