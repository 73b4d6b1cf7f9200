using StrategyHost.Cli.Output;

namespace StrategyHost.Cli.Tests.Output;

public sealed class RedactionTests
{
    private static string Clean(string text, string secret, string setting = "key")
    {
        var redaction = new Redaction();
        redaction.Hide(setting, secret);
        return redaction.Of(text);
    }

    [Theory]
    [InlineData("hush-hush-4711")]
    [InlineData("tok/en+1=")]
    [InlineData("aB3xY9qLmN")]
    [InlineData("correct horse battery staple")]
    [InlineData("averylongwordwithoutanydigit")]
    public void What_is_no_word_is_hidden_wherever_it_stands_in_addresses_too(string secret)
    {
        Assert.Equal("they say *** to all", Clean($"they say {secret} to all", secret));
        Assert.Equal("GET /bot***/me?x=***", Clean($"GET /bot{secret}/me?x={Uri.EscapeDataString(secret)}", secret));
    }

    [Theory]
    [InlineData("key=practice", "key=***")]
    [InlineData("GET /orders?api_key=practice&limit=5", "GET /orders?api_key=***&limit=5")]
    [InlineData("""{ "plugin": "practice", "settings": { "api-key": "practice" } }""",
        """{ "plugin": "practice", "settings": { "api-key": "***" } }""")]
    [InlineData("Authorization: Bearer practice", "Authorization: Bearer ***")]
    [InlineData("X-Api-Key: practice", "X-Api-Key: ***")]
    [InlineData("no such key 'practice'", "no such key '***'")]
    [InlineData("https://user:practice@host/x and https://practice@host", "https://user:***@host/x and https://***@host")]
    [InlineData("password=Practice;", "password=***;")]
    public void A_word_is_hidden_where_it_is_a_value(string text, string clean) => Assert.Equal(clean, Clean(text, "practice"));

    [Theory]
    [InlineData("The practice broker at http://127.0.0.1 is away.")]
    [InlineData("account practice: the plugin practice is connected")]
    [InlineData("""{ "plugin": "practice" }""")]
    [InlineData("https://practice.example/practice?plugin=practice")]
    [InlineData("key=practices")]
    [InlineData("key=practice-2")]
    public void A_word_stays_in_other_places(string text) => Assert.Equal(text, Clean(text, "practice"));

    [Theory]
    [InlineData("7", "filled 7 of 7, pin=7", "filled 7 of 7, pin=***")]
    [InlineData("key", "the key: key", "the key: ***")]
    [InlineData("12345678", "order 12345678, token=12345678", "order 12345678, token=***")]
    [InlineData("a.b*c", "pass=a.b*c pass=aXbYc", "pass=*** pass=aXbYc")]
    public void Short_values_and_numbers_are_hidden_as_values_alone(string secret, string text, string clean) =>
        Assert.Equal(clean, Clean(text, secret));

    [Fact]
    public void The_settings_own_name_counts_whatever_it_is() =>
        Assert.Equal("seed: ***, word: alpine", Clean("seed: alpine, word: alpine", "alpine", "seed"));

    [Fact]
    public void A_secret_that_holds_another_is_hidden_whole()
    {
        var redaction = new Redaction();
        redaction.Hide("key", "abc12345");
        redaction.Hide("secret", "abc12345-and-more");
        redaction.Hide("secret", "abc12345-and-more");
        Assert.Equal("*** and ***", redaction.Of("abc12345-and-more and abc12345"));
    }
}
