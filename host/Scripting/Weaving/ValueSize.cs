using Microsoft.CodeAnalysis;

namespace StrategyHost.Scripting.Weaving;

/// <summary>How much room values take, in bytes, never less than they do.</summary>
internal static class ValueSize
{
    /// <summary>The size of a reference.</summary>
    public const int Reference = 8;

    /// <summary>What a value of a type parameter is taken for: the largest that may be put there.</summary>
    private const int Parameter = 256;
    private const int Deepest = 32;
    private const int Largest = 1 << 16;

    /// <summary>The size of a value of a type; what is larger than 64 KB counts as that, so that structs in structs in structs are not all
    /// counted out.</summary>
    public static int Of(ITypeSymbol type) => Of(type, 0);

    private static int Of(ITypeSymbol type, int depth)
    {
        if (depth > Deepest) return Largest;
        if (type is ITypeParameterSymbol { IsReferenceType: false }) return Parameter;
        if (!type.IsValueType) return Reference;
        if (type.TypeKind == TypeKind.Enum || type.TypeKind == TypeKind.Pointer) return Reference;
        int known = type.SpecialType switch
        {
            SpecialType.System_Boolean or SpecialType.System_Byte or SpecialType.System_SByte => 1,
            SpecialType.System_Char or SpecialType.System_Int16 or SpecialType.System_UInt16 => 2,
            SpecialType.System_Int32 or SpecialType.System_UInt32 or SpecialType.System_Single => 4,
            SpecialType.System_Decimal => 16,
            SpecialType.None or SpecialType.System_Nullable_T => 0,
            _ => 8,
        };
        if (known > 0) return known;
        long sum = 0;
        foreach (var field in type.GetMembers().OfType<IFieldSymbol>().Where(f => !f.IsStatic && !f.IsConst))
        {
            sum += (Of(field.Type, depth + 1) + 7) / 8 * 8;
            if (sum >= Largest) return Largest;
        }

        // Fields of the platform's own structs are not in the metadata that scripts see; what they hold is given by their type arguments.
        if (type is INamedTypeSymbol { TypeArguments.Length: > 0 } generic
            && type.ContainingAssembly?.Name.StartsWith("System", StringComparison.Ordinal) == true)
            sum = Math.Max(sum, generic.TypeArguments.Sum(a => (long)((Of(a, depth + 1) + 7) / 8 * 8)) + Reference);
        return (int)Math.Clamp(sum, Reference, Largest);
    }
}
