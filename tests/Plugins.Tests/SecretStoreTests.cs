using StrategyHost.Plugins.Loading;
using StrategyHost.Plugins.Secrets;

namespace StrategyHost.Plugins.Tests;

public sealed class SecretStoreTests : IDisposable
{
    private readonly DirectoryInfo home = Directory.CreateTempSubdirectory("strategyhost-secrets-");

    private string Folder => Path.Combine(home.FullName, "kept");

    public void Dispose() => home.Delete(recursive: true);

    [Fact]
    public void A_secret_is_found_again_and_stands_nowhere_as_it_is()
    {
        new SecretStore(Folder).Set("etrade.consumer-key", "open sesame");
        Assert.Equal("open sesame", new SecretStore(Folder).Find("etrade.consumer-key"));
        Assert.Equal(["etrade.consumer-key"], new SecretStore(Folder).Names());
        Assert.All(Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories),
            f => Assert.DoesNotContain("sesame", File.ReadAllText(f), StringComparison.Ordinal));
    }

    [Fact]
    public void A_secret_that_was_moved_to_another_name_is_not_read()
    {
        var store = new SecretStore(Folder);
        store.Set("a.key", "first");
        string file = Path.Combine(Folder, "secrets.json");
        File.WriteAllText(file, File.ReadAllText(file).Replace("a.key", "b.key", StringComparison.Ordinal));
        Assert.Contains("cannot be read", Assert.Throws<SecretException>(() => store.Find("b.key")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void After_a_rotation_the_old_key_is_gone_and_every_secret_is_there()
    {
        var store = new SecretStore(Folder);
        store.Set("a.key", "first");
        store.Set("b.key", "second");
        string before = File.ReadAllText(Path.Combine(Folder, "secrets.json"));
        var oldKeys = Directory.GetFiles(Path.Combine(Folder, "keys"));
        Assert.Equal(2, store.Rotate());
        Assert.Equal(("first", "second"), (store.Find("a.key"), store.Find("b.key")));
        Assert.Empty(oldKeys.Intersect(Directory.GetFiles(Path.Combine(Folder, "keys"))));
        File.WriteAllText(Path.Combine(Folder, "secrets.json"), before);
        Assert.Throws<SecretException>(() => store.Find("a.key"));
    }

    [Fact]
    public void A_folder_that_others_may_read_is_refused()
    {
        if (OperatingSystem.IsWindows()) return;
        var store = new SecretStore(Folder);
        store.Set("a.key", "first");
        File.SetUnixFileMode(Folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead);
        Assert.Contains("chmod 700", Assert.Throws<SecretException>(() => store.Find("a.key")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_secret_is_removed_once()
    {
        var store = new SecretStore(Folder);
        store.Set("a.key", "first");
        Assert.True(store.Remove("a.key"));
        Assert.False(store.Remove("a.key"));
        Assert.Null(store.Find("a.key"));
    }

    [Theory]
    [InlineData("", "x")]
    [InlineData("a b", "x")]
    [InlineData("a.key", "")]
    public void What_cannot_be_a_secret_is_refused(string name, string value) =>
        Assert.Throws<SecretException>(() => new SecretStore(Folder).Set(name, value));

    [Fact]
    public void The_file_counts_before_the_environment_and_that_before_what_is_kept()
    {
        var store = new SecretStore(Folder);
        store.Set("broker.key", "of the plugin");
        Assert.Equal("of the plugin", Sources([], [], store)["key"]);
        store.Set("main.key", "of the account");
        Assert.Equal("of the account", Sources([], [], store)["key"]);
        Assert.Equal("of the environment", Sources([], new() { ["BROKER_KEY"] = "of the environment" }, store)["key"]);
        Assert.Equal("of the file",
            Sources(new() { ["key"] = "of the file" }, new() { ["BROKER_KEY"] = "of the environment" }, store)["key"]);
    }

    [Fact]
    public void A_secret_that_changes_is_seen_at_once_and_hidden()
    {
        var store = new SecretStore(Folder);
        store.Set("broker.key", "before");
        var hidden = new List<string>();
        var sources = Sources([], [], store, (name, value) => hidden.Add($"{name} {value}"));
        var bound = Manifest.Bind(sources);
        Assert.Equal("before", bound["key"]);
        store.Set("broker.key", "after");
        Assert.Equal("after", bound["key"]);
        Assert.Equal(["key before", "key after"], hidden.Distinct());
    }

    private static PluginManifest Manifest { get; } = new()
    {
        Id = "broker",
        Version = "1",
        Sdk = "0.1",
        Assembly = "Broker.dll",
        Settings = [new PluginSetting { Name = "key", Required = true, Secret = true }]
    };

    private static SettingDictionary Sources(Dictionary<string, string> written, Dictionary<string, string> environment, SecretStore store,
        Action<string, string>? hide = null) =>
        new(Manifest, written, "main", store, environment.GetValueOrDefault, hide ?? ((_, _) => { }));
}
