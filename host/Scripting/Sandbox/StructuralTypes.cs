using Microsoft.CodeAnalysis;

namespace StrategyHost.Scripting.Sandbox;

/// <summary>
/// Values that are compared, hashed and printed by what they hold: tuples, records, structs. The library does that by
/// calling itself for each value inside another, so values that can be put into one another without end would use up
/// the stack where no budget counts. They can where a place for anything holds such a value.
/// </summary>
internal static class StructuralTypes
{
    private const int Deepest = 16;
    private const int MostTypes = 256;

    /// <summary>Whether a conversion hides a value with a place for anything in another place for anything.</summary>
    public static bool Hides(ITypeSymbol? from, ITypeSymbol? to) => Hides(from, to, 0);

    /// <summary>Whether a record or struct holds itself, directly or through others.</summary>
    /// <param name="type">The record or struct.</param>
    /// <param name="all">All records and structs of the script.</param>
    public static bool HoldsItself(INamedTypeSymbol type, IReadOnlyList<INamedTypeSymbol> all) =>
        Reaches(type, type, all, new HashSet<INamedTypeSymbol>(SymbolEqualityComparer.Default));

    private static bool Hides(ITypeSymbol? from, ITypeSymbol? to, int depth)
    {
        if (from is null || to is null || depth > Deepest || SymbolEqualityComparer.Default.Equals(from, to)) return false;
        if (HoldsAnything(to) && (from is ITypeParameterSymbol || IsOpen(from))) return true;
        if (from is IArrayTypeSymbol ofFrom && to is IArrayTypeSymbol ofTo) return Hides(ofFrom.ElementType, ofTo.ElementType, depth + 1);
        if (from is IArrayTypeSymbol array && to.SpecialType == SpecialType.System_Array) return IsOpen(array.ElementType);
        if (to is not INamedTypeSymbol { TypeArguments.Length: > 0 } target) return false;
        var same = SameDefinition(from, target);
        return same is not null && same.TypeArguments.Zip(target.TypeArguments)
            .Any(pair => Hides(pair.First, pair.Second, depth + 1) || Hides(pair.Second, pair.First, depth + 1));
    }

    private static INamedTypeSymbol? SameDefinition(ITypeSymbol from, INamedTypeSymbol target) => new[] { from }.Concat(from.AllInterfaces)
        .OfType<INamedTypeSymbol>()
        .FirstOrDefault(t => SymbolEqualityComparer.Default.Equals(t.OriginalDefinition, target.OriginalDefinition));

    /// <summary>Whether a place of this type takes values of types that it does not name.</summary>
    private static bool HoldsAnything(ITypeSymbol type) =>
        type.SpecialType is SpecialType.System_Object or SpecialType.System_ValueType
            || type.TypeKind is TypeKind.Interface or TypeKind.Dynamic or TypeKind.TypeParameter;

    private static bool IsOpen(ITypeSymbol type) => IsOpen(type, new HashSet<ITypeSymbol>(SymbolEqualityComparer.Default));

    /// <summary>Each type is looked into once; what consists of too many is taken for open.</summary>
    private static bool IsOpen(ITypeSymbol type, HashSet<ITypeSymbol> seen)
    {
        if (!IsStructural(type) || !seen.Add(type)) return false;
        return seen.Count > MostTypes || ContentOf(type).Any(c => HoldsAnything(c) || IsOpen(c, seen));
    }

    private static bool IsStructural(ITypeSymbol type) =>
        type is INamedTypeSymbol named && (named.IsTupleType || named.IsAnonymousType || named.IsRecord
            || named is { Name: "Tuple", ContainingNamespace.Name: "System" }
            || (named.IsValueType && named.TypeKind == TypeKind.Struct
                && named.SpecialType is SpecialType.None or SpecialType.System_Nullable_T));

    private static IEnumerable<ITypeSymbol> ContentOf(ITypeSymbol type)
    {
        var named = (INamedTypeSymbol)type;
        var held = named.GetMembers().Where(m => !m.IsStatic)
            .Select(m => m is IFieldSymbol field ? field.Type : m is IPropertySymbol { IsIndexer: false } property
                && (named.IsRecord || named.IsAnonymousType) ? property.Type : null)
            .OfType<ITypeSymbol>().Where(t => t.ToDisplayString() != "System.Type");
        return named.ContainingAssembly?.Name.StartsWith("System", StringComparison.Ordinal) == true
            ? held.Concat(named.TypeArguments) : held.Concat(named.BaseType is { IsRecord: true } above ? ContentOf(above) : []);
    }

    private static bool Reaches(INamedTypeSymbol from, INamedTypeSymbol wanted, IReadOnlyList<INamedTypeSymbol> all,
        HashSet<INamedTypeSymbol> seen)
    {
        foreach (var content in ContentOf(from).OfType<INamedTypeSymbol>())
        {
            // A place for a record also takes the records that derive from it.
            foreach (var possible in all.Where(r => IsOrDerivesFrom(r, content)).Append(content))
            {
                var definition = possible.OriginalDefinition;
                if (SymbolEqualityComparer.Default.Equals(definition, wanted.OriginalDefinition)) return true;
                if (IsStructural(definition) && seen.Add(definition) && Reaches(possible, wanted, all, seen)) return true;
            }
        }

        return false;
    }

    private static bool IsOrDerivesFrom(INamedTypeSymbol type, INamedTypeSymbol above)
    {
        for (var at = type; at is not null; at = at.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(at.OriginalDefinition, above.OriginalDefinition)) return true;
        }

        return false;
    }
}
