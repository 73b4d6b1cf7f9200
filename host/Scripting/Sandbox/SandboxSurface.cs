using Microsoft.CodeAnalysis;

namespace StrategyHost.Scripting.Sandbox;

/// <summary>What scripts may use: a list of types and members. What is not on it is denied.</summary>
/// <param name="script">The script's own assembly.</param>
/// <param name="libraries">The names of the assemblies from elsewhere that it may use.</param>
internal sealed class SandboxSurface(IAssemblySymbol script, IReadOnlySet<string> libraries)
{
    private const string Sdk = "StrategyHost.Sdk";

    /// <summary>Namespaces of which everything is allowed.</summary>
    private static readonly HashSet<string> Namespaces = new(StringComparer.Ordinal) { "System.Collections.Generic" };

    /// <summary>Types that are allowed one by one, without their type parameters.</summary>
    private static readonly HashSet<string> Types = new(StringComparer.Ordinal)
    {
        "System.Object", "System.String", "System.Boolean", "System.Char", "System.Byte", "System.SByte", "System.Int16", "System.UInt16",
        "System.Int32",
        "System.UInt32", "System.Int64", "System.UInt64", "System.Int128", "System.UInt128", "System.Half", "System.Single",
        "System.Double", "System.Decimal",
        "System.Void", "System.ValueType", "System.Enum", "System.Array", "System.Nullable", "System.Math", "System.MathF",
        "System.MidpointRounding",
        "System.DateTime", "System.DateTimeOffset", "System.DateTimeKind", "System.DateOnly", "System.TimeOnly", "System.TimeSpan",
        "System.DayOfWeek",
        "System.Tuple", "System.ValueTuple", "System.Index", "System.Range", "System.Span", "System.ReadOnlySpan", "System.Memory",
        "System.ReadOnlyMemory",
        "System.Random", "System.HashCode", "System.Convert", "System.BitConverter", "System.StringComparison", "System.StringComparer",
        "System.StringSplitOptions",
        "System.IFormatProvider", "System.IFormattable", "System.FormattableString", "System.IComparable", "System.IEquatable",
        "System.IDisposable",
        "System.ISpanFormattable", "System.IParsable", "System.ISpanParsable", "System.IConvertible", "System.ICloneable",
        "System.Delegate", "System.MulticastDelegate",
        "System.Comparison", "System.Predicate", "System.Converter", "System.EventArgs", "System.EventHandler", "System.Attribute",
        "System.ObsoleteAttribute",
        "System.FlagsAttribute", "System.ArraySegment",
        "System.Collections.IEnumerable", "System.Collections.IEnumerator",
        "System.Linq.Enumerable", "System.Linq.IGrouping", "System.Linq.ILookup", "System.Linq.Lookup", "System.Linq.IOrderedEnumerable",
        "System.Text.StringBuilder", "System.Text.Rune",
        "System.Globalization.CultureInfo", "System.Globalization.NumberStyles", "System.Globalization.DateTimeStyles",
        "System.Globalization.NumberFormatInfo",
        "System.Globalization.DateTimeFormatInfo",
        "System.Runtime.CompilerServices.IsExternalInit", "System.Runtime.CompilerServices.DefaultInterpolatedStringHandler",
    };

    /// <summary>Members of allowed types that are denied all the same.</summary>
    private static readonly HashSet<string> DeniedMembers = new(StringComparer.Ordinal)
    {
        "System.Object.GetType", "System.DateTime.Now", "System.DateTime.UtcNow", "System.DateTime.Today", "System.DateTimeOffset.Now",
        "System.DateTimeOffset.UtcNow",
        "System.Random.Shared", "System.Delegate.DynamicInvoke", "System.Delegate.Method", "System.Delegate.Target",
        "System.Delegate.CreateDelegate",
        "System.Array.CreateInstance", "System.Array.CreateInstanceFromArrayType", "System.Enum.GetUnderlyingType", "System.String.Intern",
        "System.String.IsInterned",
        "System.Globalization.CultureInfo.CurrentCulture", "System.Globalization.CultureInfo.CurrentUICulture",
        "System.Globalization.CultureInfo.DefaultThreadCurrentCulture",
        "System.Globalization.CultureInfo.DefaultThreadCurrentUICulture", "System.TimeZoneInfo.Local", "StrategyHost.Strategy.Attach",

        // These make nested things that the library walks through by calling itself, or hide what a value is.
        "System.Collections.Generic.Comparer.Create", "System.Collections.Generic.EqualityComparer.Create",
        "System.Collections.IEnumerator.Current", "System.Array.GetValue",
        "System.Array.SetValue", "System.Linq.Enumerable.Cast", "System.Linq.Enumerable.OfType",
    };

    /// <summary>Whether scripts may use a type. Type arguments are judged by themselves.</summary>
    public bool Allows(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => Allows(array.ElementType),
        ITypeParameterSymbol => true,
        IDynamicTypeSymbol or IPointerTypeSymbol or IFunctionPointerTypeSymbol => false,
        IErrorTypeSymbol => true,
        INamedTypeSymbol named => AllowsNamed(named) && named.TypeArguments.All(Allows),
        _ => false,
    };

    /// <summary>Whether scripts may use a member of a type that they may use.</summary>
    public static bool AllowsMember(ISymbol member) =>
        !DeniedMembers.Contains($"{NameOf(member.ContainingType)}.{member.Name}") && !IsUnseededRandom(member);

    /// <summary>The full name of a type without type parameters.</summary>
    public static string NameOf(INamedTypeSymbol type)
    {
        string own = type.ContainingType is { } outer ? $"{NameOf(outer)}.{type.Name}" : type.Name;
        return type.ContainingType is not null || type.ContainingNamespace.IsGlobalNamespace
            ? own : $"{type.ContainingNamespace.ToDisplayString()}.{own}";
    }

    private bool AllowsNamed(INamedTypeSymbol type)
    {
        if (type.IsAnonymousType || type.IsTupleType) return true;
        var assembly = type.ContainingAssembly;
        if (SymbolEqualityComparer.Default.Equals(assembly, script) || libraries.Contains(assembly.Name)
            || (assembly.Name == Sdk && type.ContainingNamespace.Name is not ("Budgets" or "Plugins"))) return true;
        var outermost = type;
        while (outermost.ContainingType is { } above) outermost = above;
        string name = NameOf(outermost);
        return Types.Contains(name) || Namespaces.Contains(outermost.ContainingNamespace.ToDisplayString()) || IsDelegateOfSystem(outermost)
            || IsException(outermost);
    }

    private static bool IsDelegateOfSystem(INamedTypeSymbol type) =>
        type.Name is "Func" or "Action" && type.ContainingNamespace.ToDisplayString() == "System";

    /// <summary>Exceptions of the language and of collections; not those of files, threads or reflection.</summary>
    private static bool IsException(INamedTypeSymbol type)
    {
        if (type.ContainingNamespace.ToDisplayString() is not ("System" or "System.Collections.Generic")) return false;
        for (var above = type; above is not null; above = above.BaseType)
        {
            if (NameOf(above) == "System.Exception") return true;
        }

        return false;
    }

    private static bool IsUnseededRandom(ISymbol member) =>
        member is IMethodSymbol { MethodKind: MethodKind.Constructor, Parameters.IsEmpty: true }
            && NameOf(member.ContainingType) == "System.Random";
}
