using StrategyHost.Plugins.Loading;

namespace StrategyHost.Plugins.Tests;

/// <summary>What tells an account at a broker from all others.</summary>
public sealed class AccountKeyTests
{
    private static string Key(PluginSetting[] settings, params (string Name, string Value)[] values) =>
        new PluginManifest { Id = "broker", Version = "1", Sdk = "0.1", Assembly = "Broker.dll", Settings = settings }
            .AccountKey(values.ToDictionary(v => v.Name, v => v.Value));

    [Fact]
    public void Only_settings_that_identify_an_account_count()
    {
        PluginSetting[] settings = [new() { Name = "number", IdentifiesAccount = true }, new() { Name = "host", IdentifiesAccount = true },
            new() { Name = "pace" }];
        string key = Key(settings, ("number", "1"), ("host", "live"), ("pace", "2"));
        Assert.Equal(key, Key(settings, ("host", "live"), ("number", "1")));
        Assert.NotEqual(key, Key(settings, ("number", "2"), ("host", "live")));
        Assert.NotEqual(key, Key(settings, ("number", "1")));
    }

    [Fact]
    public void Where_none_is_marked_all_count_but_those_that_a_login_gives()
    {
        PluginSetting[] settings = [new() { Name = "key", Secret = true }, new() { Name = "token", Secret = true, FromLogin = true }];
        Assert.Equal(Key(settings, ("key", "k")), Key(settings, ("key", "k"), ("token", "today's")));
        Assert.NotEqual(Key(settings, ("key", "k")), Key(settings, ("key", "other")));
    }

    [Fact]
    public void It_names_the_plugin_and_shows_no_value()
    {
        string key = Key([new() { Name = "key", Secret = true }], ("key", "hush-hush"));
        Assert.Matches("^broker-[0-9a-f]{24}$", key);
    }
}
