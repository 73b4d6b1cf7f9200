using System.Reflection;

namespace StrategyHost.Cli.Tests.Architecture;

/// <summary>Rooms know each other only as the house allows. Read from the compiled assemblies.</summary>
public sealed class RoomTests
{
    private const string Prefix = "StrategyHost.";

    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["StrategyHost.Sdk"] = [],
        ["StrategyHost.Engine"] = ["StrategyHost.Sdk"],
        ["StrategyHost.Data"] = ["StrategyHost.Sdk"],
        ["StrategyHost.Scripting"] = ["StrategyHost.Sdk"],
        ["StrategyHost.Plugins"] = ["StrategyHost.Sdk"],
        ["StrategyHost.Conformance"] = ["StrategyHost.Sdk"],
        ["StrategyHost.Live"] = ["StrategyHost.Sdk", "StrategyHost.Engine"],
        ["StrategyHost.Reports"] = ["StrategyHost.Sdk", "StrategyHost.Engine"],
        ["strategyhost"] = ["StrategyHost.Sdk", "StrategyHost.Conformance", "StrategyHost.Engine", "StrategyHost.Data",
            "StrategyHost.Scripting", "StrategyHost.Plugins", "StrategyHost.Live", "StrategyHost.Reports"],
    };

    private static readonly string[] BaseLibraries = ["System.", "netstandard", "mscorlib", "Microsoft.CSharp"];

    public static TheoryData<string> Rooms => [.. Allowed.Keys];

    [Theory]
    [MemberData(nameof(Rooms))]
    public void A_room_knows_only_those_it_may(string room)
    {
        var known =
            Assembly.Load(room).GetReferencedAssemblies().Select(a => a.Name!).Where(n => n.StartsWith(Prefix, StringComparison.Ordinal));
        Assert.Subset(Allowed[room].ToHashSet(), known.ToHashSet());
    }

    [Fact]
    public void Every_room_is_in_the_table()
    {
        var built = Directory.GetFiles(AppContext.BaseDirectory, Prefix + "*.dll").Select(f => Path.GetFileNameWithoutExtension(f)!)
            .Where(n => !n.EndsWith(".Tests", StringComparison.Ordinal));
        Assert.Equal(Allowed.Keys.Where(k => k != "strategyhost").Order(), built.Order());
    }

    [Fact]
    public void The_sdk_stands_on_the_base_library_alone()
    {
        var known = Assembly.Load("StrategyHost.Sdk").GetReferencedAssemblies().Select(a => a.Name!);
        Assert.All(known, name => Assert.Contains(BaseLibraries, b => name.StartsWith(b, StringComparison.Ordinal)));
    }
}
