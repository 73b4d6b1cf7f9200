using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using StrategyHost.Scripting.Compilation;

namespace StrategyHost.Scripting.Editing;

/// <summary>
/// The verbs of a script as static members of a class, from which the class that holds a program's top-level code can derive. An
/// editor that takes a script for such a program finds them there. The code never runs.
/// </summary>
internal static class ScriptGlobals
{
    private static readonly SymbolDisplayFormat Signature = new(
        globalNamespaceStyle: SymbolDisplayGlobalNamespaceStyle.Included,
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces,
        genericsOptions: SymbolDisplayGenericsOptions.IncludeTypeParameters,
        memberOptions: SymbolDisplayMemberOptions.IncludeType | SymbolDisplayMemberOptions.IncludeRef,
        parameterOptions: SymbolDisplayParameterOptions.IncludeName | SymbolDisplayParameterOptions.IncludeType
            | SymbolDisplayParameterOptions.IncludeModifiers,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.UseSpecialTypes | SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers
            | SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    /// <summary>The source of the class, and of the program that derives from it.</summary>
    public static string Source()
    {
        var compilation = CSharpCompilation.Create("globals", references: new ScriptReferences().All);
        var strategy = compilation.GetTypeByMetadataName(typeof(Strategy).FullName!)!;
        var text = new StringBuilder(
            "// What scripts see, for editors. Written by 'strategyhost ide'; changes are overwritten.\n#nullable enable\n#pragma "
                + "warning disable\n\npartial class Program : ScriptGlobals;\n\nabstract class ScriptGlobals\n{\n");
        foreach (var member in strategy.GetMembers()
            .Where(m => m is { DeclaredAccessibility: Accessibility.Public, IsStatic: false, IsImplicitlyDeclared: false }))
        {
            string? declaration = member switch
            {
                IMethodSymbol { MethodKind: MethodKind.Ordinary, Name: not nameof(Strategy.Attach) } method =>
                    $"{method.ToDisplayString(Signature)}({string.Join(", ", method.Parameters.Select(Declaration))})",
                IPropertySymbol { IsIndexer: false } property => property.ToDisplayString(Signature),
                _ => null,
            };
            if (declaration is not null)
                text.Append(
                    $"    /// <inheritdoc cref=\"{member.GetDocumentationCommentId()}\"/>\n    protected static {declaration} => throw "
                        + $"null!;\n");
        }

        return text.Append("}\n").ToString();
    }

    private static string Declaration(IParameterSymbol parameter) =>
        parameter.ToDisplayString(Signature)
            + (parameter.HasExplicitDefaultValue ? $" = {Default(parameter.Type, parameter.ExplicitDefaultValue)}" : "");

    private static string Default(ITypeSymbol type, object? value) => value switch
    {
        null => "default",
        _ when type.TypeKind == TypeKind.Enum =>
            $"({type.ToDisplayString(Signature)}){SymbolDisplay.FormatPrimitive(value, quoteStrings: true, useHexadecimalNumbers: false)}",
        _ => SymbolDisplay.FormatPrimitive(value, quoteStrings: true, useHexadecimalNumbers: false) + (value is decimal ? "m" : ""),
    };
}
