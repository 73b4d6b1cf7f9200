using System.Reflection;
using System.Text;

namespace StrategyHost.Sdk.Tests.PublicApi;

/// <summary>
/// The public surface of the sdk is a promise. Every change of it shows in <c>PublicApi/surface.txt</c>; when it is
/// meant, put what the test writes beside it in its place.
/// </summary>
public sealed class PublicApiTests
{
    [Fact]
    public void The_public_surface_is_the_one_that_was_promised()
    {
        string folder = Path.Combine(AppContext.BaseDirectory, "PublicApi");
        string surface = Surface();
        string promised = File.ReadAllText(Path.Combine(folder, "surface.txt"));
        if (surface != promised) File.WriteAllText(Path.Combine(folder, "surface.new.txt"), surface);
        Assert.True(surface == promised, $"The public surface has changed; it is now as in {Path.Combine(folder, "surface.new.txt")}.");
    }

    private static string Surface()
    {
        var text = new StringBuilder();
        foreach (var type in typeof(Strategy).Assembly.GetExportedTypes().OrderBy(t => t.FullName, StringComparer.Ordinal))
        {
            text.Append(type.FullName).Append(type.BaseType is { } above && above != typeof(object) ? $" : {above.Name}" : "").Append('\n');
            const BindingFlags own =
                BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
            var members = type.GetMembers(own).Where(IsVisible).Select(m => $"  {m}").Distinct().Order(StringComparer.Ordinal);
            foreach (var member in members) text.Append(member).Append('\n');
        }

        return text.ToString();
    }

    private static bool IsVisible(MemberInfo member) => member switch
    {
        MethodInfo { IsSpecialName: true } getter when getter.Name.StartsWith("get_", StringComparison.Ordinal) => false,
        MethodBase method => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly,
        FieldInfo field => field.IsPublic || field.IsFamily,
        PropertyInfo property => property.GetAccessors(nonPublic: true).Any(a => a.IsPublic || a.IsFamily),
        _ => false,
    };
}
