using StrategyHost.Plugins.Loading;

namespace StrategyHost.Plugins.Tests;

public sealed class PluginTests : IDisposable
{
    private const string Plain =
        "public sealed class P : Plugin { public override Task ConnectAsync(PluginSettings s, CancellationToken c) => "
            + "Task.CompletedTask; }";

    private readonly PluginYard yard = new();

    public void Dispose() => yard.Dispose();

    private static string Speaks(string text) =>
        $"namespace Library; public static class Words {{ public static string Say() => \"{text}\"; }}";

    private string Refusal(string id) => Assert.Throws<PluginException>(() => InstalledPlugin.Find(yard.Path, id).Load()).Message;

    [Fact]
    public async Task A_plugin_is_loaded_and_connected()
    {
        yard.Add("plain",
            "public sealed class P : Plugin { public override Task ConnectAsync(PluginSettings s, CancellationToken c) => throw new "
                + "BrokerException(BrokerError.NotAuthenticated, \"key \" + s[\"key\"]); }");
        var installed = InstalledPlugin.Find(yard.Path, "plain");
        await using var plugin = installed.Load();
        Assert.Null(plugin.MarketData);
        var refused =
            await Assert.ThrowsAsync<BrokerException>(
                () => plugin.ConnectAsync(installed.Manifest!.Bind(new Dictionary<string, string> { ["key"] = "k" }),
                    TestContext.Current.CancellationToken));
        Assert.Equal((BrokerError.NotAuthenticated, "key k"), (refused.Error, refused.Message));
    }

    [Fact]
    public async Task Two_plugins_have_libraries_of_the_same_name_that_are_not_the_same()
    {
        const string Talker =
            "public sealed class P : Plugin { public override Task ConnectAsync(PluginSettings s, CancellationToken c) => throw new "
                + "BrokerException(BrokerError.Invalid, Library.Words.Say()); }";
        yard.Add("one", Talker, library: "[assembly: System.Reflection.AssemblyVersion(\"1.0.0.0\")]\n" + Speaks("one"));
        yard.Add("two", Talker, library: "[assembly: System.Reflection.AssemblyVersion(\"2.0.0.0\")]\n" + Speaks("two"));
        foreach (var id in new[] { "one", "two" })
        {
            await using var plugin = InstalledPlugin.Find(yard.Path, id).Load();
            var said = await Assert.ThrowsAsync<BrokerException>(
                () => plugin.ConnectAsync(new PluginSettings(new Dictionary<string, string>()), TestContext.Current.CancellationToken));
            Assert.Equal(id, said.Message);
        }
    }

    [Fact]
    public async Task A_plugin_that_brings_a_copy_of_the_sdk_gets_the_host_s()
    {
        yard.Add("copied", Plain);
        yard.Write("copied", "StrategyHost.Sdk.dll",
            await File.ReadAllBytesAsync(typeof(Plugin).Assembly.Location, TestContext.Current.CancellationToken));
        await using var plugin = InstalledPlugin.Find(yard.Path, "copied").Load();
        Assert.IsAssignableFrom<Plugin>(plugin);
    }

    [Fact]
    public async Task A_plugin_that_was_built_for_an_older_sdk_loads()
    {
        yard.Add("older", Plain, sdk: "0.0");
        await using var plugin = InstalledPlugin.Find(yard.Path, "older").Load();
        Assert.IsAssignableFrom<Plugin>(plugin);
    }

    [Fact]
    public async Task A_plugin_brings_a_native_library_of_its_own()
    {
        yard.Add("native", """
            public sealed class P : Plugin
            {
                [System.Runtime.InteropServices.DllImport("its_own")] private static extern int sqlite3_libversion_number();
                public override Task ConnectAsync(PluginSettings s, CancellationToken c) => throw new BrokerException(BrokerError.Invalid, sqlite3_libversion_number().ToString());
            }
            """);
        string library = Path.Combine(AppContext.BaseDirectory, "runtimes",
            System.Runtime.InteropServices.RuntimeInformation.RuntimeIdentifier, "native", "libe_sqlite3.so");
        Assert.SkipUnless(File.Exists(library), "the native library at hand is for Linux");
        yard.Write("native", "libits_own.so", await File.ReadAllBytesAsync(library, TestContext.Current.CancellationToken));
        await using var plugin = InstalledPlugin.Find(yard.Path, "native").Load();
        var said = await Assert.ThrowsAsync<BrokerException>(() =>
            plugin.ConnectAsync(new PluginSettings(new Dictionary<string, string>()), TestContext.Current.CancellationToken));
        Assert.Matches("^3[0-9]{6}$", said.Message);
    }

    [Fact]
    public void A_plugin_that_stands_as_its_source_is_taken_from_where_it_was_built()
    {
        yard.Add("source", null);
        yard.Write("source", "Source.csproj", []);
        Assert.Contains("build it first", Refusal("source"), StringComparison.Ordinal);
        yard.Add(Path.Combine("source", "bin", "Release"), Plain);
        File.Copy(Path.Combine(yard.Path, "source", "plugin.json"), Path.Combine(yard.Path, "source", "bin", "Release", "plugin.json"),
            overwrite: true);
        Assert.IsAssignableFrom<Plugin>(InstalledPlugin.Find(yard.Path, "source").Load());
    }

    [Fact]
    public void A_broken_plugin_hurts_no_other()
    {
        yard.Add("good", Plain);
        yard.Manifest("malformed", "{");
        yard.Add("newer", Plain, sdk: "0.99");
        yard.Add("other-age", Plain, sdk: "1.0");
        yard.Manifest("twin", """{ "id": "good", "version": "2.0", "sdk": "0.1", "assembly": "Plugin.dll" }""");
        var all = InstalledPlugin.In(yard.Path);
        Assert.Equal(["good", "malformed", "newer", "other-age", "good"], all.Select(p => p.Name));
        Assert.Equal([true, false, false, false, false], all.Select(p => p.Problem is null));
        Assert.Contains("this is no plugin manifest", all[1].Problem, StringComparison.Ordinal);
        Assert.Contains("was built for sdk 0.99, and this host has", all[2].Problem, StringComparison.Ordinal);
        Assert.Contains("another plugin good", all[4].Problem, StringComparison.Ordinal);
        InstalledPlugin.Find(yard.Path, "good").Load();
    }

    [Fact]
    public void A_plugin_that_cannot_be_loaded_says_why()
    {
        yard.Add("gone", null);
        Assert.Contains("names the assembly Plugin.dll, which is not in", Refusal("gone"), StringComparison.Ordinal);
        yard.Add("noise", null);
        yard.Write("noise", "Plugin.dll", [1, 2, 3]);
        Assert.Contains("The plugin noise cannot be loaded", Refusal("noise"), StringComparison.Ordinal);
        yard.Add("empty", "public sealed class Nothing { }");
        Assert.Contains("has 0", Refusal("empty"), StringComparison.Ordinal);
        yard.Add("double", Plain + Plain.Replace("class P", "class Q", StringComparison.Ordinal));
        Assert.Contains("has 2", Refusal("double"), StringComparison.Ordinal);
        yard.Add("thrower",
            Plain.Replace("{ public override", "{ public P() => throw new System.InvalidOperationException(\"no luck\"); public override",
                StringComparison.Ordinal));
        Assert.Contains("no luck", Refusal("thrower"), StringComparison.Ordinal);
        Assert.Contains("There is no plugin 'nobody'", Refusal("nobody"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Big", "Plugin.dll", "0.1", "small letters")]
    [InlineData("a", "../Plugin.dll", "0.1", "beside the manifest")]
    [InlineData("a", "Plugin.dll", "new", "must be a version")]
    public void A_manifest_that_cannot_be_is_refused(string id, string assembly, string sdk, string message)
    {
        yard.Manifest("x", $$"""{ "id": "{{id}}", "version": "1", "sdk": "{{sdk}}", "assembly": "{{assembly}}" }""");
        Assert.Contains(message, InstalledPlugin.In(yard.Path).Single().Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_are_checked_before_the_plugin_sees_them()
    {
        yard.Add("plain", Plain);
        var manifest = InstalledPlugin.Find(yard.Path, "plain").Manifest!;
        string Refused(Dictionary<string, string> values) => Assert.Throws<PluginException>(() => manifest.Bind(values)).Message;
        Assert.Equal("The plugin plain needs the setting 'key' (PLAIN_KEY, ask the broker; 'strategyhost secrets set plain.key' keeps it).",
            Refused([]));
        Assert.Equal("The plugin plain has no setting 'hots': it has key, host.",
            Refused(new Dictionary<string, string> { ["key"] = "k", ["hots"] = "h" }));
        var bound = manifest.Bind(new Dictionary<string, string> { ["key"] = "k" });
        Assert.Equal(("k", null), (bound["key"], bound["host"]));
    }
}
