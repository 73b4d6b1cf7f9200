using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StrategyHost.Scripting.Weaving;

namespace StrategyHost.Scripting.Sandbox;

/// <summary>
/// Finds the few ways in which a script can nest things without end where no budget counts: values, types and
/// delegates in one another, until the runtime itself runs out of stack.
/// </summary>
/// <param name="model">The file's meaning.</param>
/// <param name="script">The script's assembly.</param>
/// <param name="cancellation">Ends the search.</param>
internal sealed class EndlessNesting(SemanticModel model, IAssemblySymbol script, CancellationToken cancellation)
{
    private const int LargestValue = 1024;
    private const int LargestSum = 8 * 1024 * 1024;
    private readonly Dictionary<ITypeSymbol, int> sizes = new(SymbolEqualityComparer.Default);
    private readonly LazySequences lazies = new(model, cancellation);
    private long sum;

    /// <summary>What is wrong with an expression; null when nothing is.</summary>
    public string? In(ExpressionSyntax expression)
    {
        var info = model.GetTypeInfo(expression, cancellation);
        if (info.Type is { } type && TooLarge(type) is { } large) return large;
        if (Hides(expression, info))
            return "a value with a place for anything inside another place for anything: use a class with named fields, or print it in "
                + "an interpolated string";
        if (info.ConvertedType is { TypeKind: TypeKind.Delegate } wanted
            && model.GetSymbolInfo(expression,
                cancellation).Symbol is IMethodSymbol { MethodKind: not MethodKind.AnonymousFunction } method)
            return ManyDelegates(expression, method, (INamedTypeSymbol)wanted);
        if (expression is BaseObjectCreationExpressionSyntax { ArgumentList.Arguments: [var only] }
            && info.Type is { TypeKind: TypeKind.Delegate }
            && model.GetTypeInfo(only.Expression, cancellation).Type is { TypeKind: TypeKind.Delegate })
            return "a delegate of a delegate: use the one that is there";
        if (lazies.EscapesInside(expression)) return "a LINQ operator between '?.' and something else: write it without '?.'";
        return null;
    }

    /// <summary>What is wrong with the use of a generic method or type of the script; null when nothing is.</summary>
    public string? In(ISymbol symbol, IEnumerable<ITypeSymbol> arguments) =>
        SymbolEqualityComparer.Default.Equals(symbol.ContainingAssembly, script)
            && arguments.Any(a => a is not ITypeParameterSymbol && HasParameter(a))
            ? $"{symbol.Name} with a type that is made of a type parameter, which could go on without end: name the type"
            : null;

    /// <summary>What is wrong with a loop over the elements of something; null when nothing is.</summary>
    public string? In(ForEachStatementSyntax loop) =>
        StructuralTypes.Hides(model.GetForEachStatementInfo(loop).ElementType, model.GetTypeInfo(loop.Type, cancellation).Type)
            ? "a value with a place for anything as 'object': name its type" : null;

    private static string? ManyDelegates(ExpressionSyntax expression, IMethodSymbol method, INamedTypeSymbol wanted)
    {
        if (expression is not (SimpleNameSyntax or MemberAccessExpressionSyntax)) return null;
        if (method.ContainingType is { Name: "Enumerable" } or { TypeKind: TypeKind.Delegate })
            return $"{method.ContainingType.Name}.{method.Name} as a delegate: write a lambda";
        var invoke = wanted.DelegateInvokeMethod!;
        bool hides = StructuralTypes.Hides(method.ReturnType, invoke.ReturnType)
            || invoke.Parameters.Zip(method.Parameters).Any(p => StructuralTypes.Hides(p.First.Type, p.Second.Type));
        return hides ? "a value with a place for anything as 'object': write a lambda that names the type" : null;
    }

    private string? TooLarge(ITypeSymbol type)
    {
        if (!sizes.TryGetValue(type, out int size)) sizes[type] = size = ValueSize.Of(type);
        sum += size;
        if (size > LargestValue) return $"values of {size:N0} bytes: make {type.Name} a class";
        return sum > LargestSum ? "so many large values in one file: make its structs classes" : null;
    }

    private bool Hides(ExpressionSyntax expression, TypeInfo info)
    {
        if (IsPrinted(expression)) return false;
        return expression switch
        {
            CastExpressionSyntax cast => StructuralTypes.Hides(model.GetTypeInfo(cast.Expression, cancellation).Type, info.Type),
            BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AsExpression } cast =>
                StructuralTypes.Hides(model.GetTypeInfo(cast.Left, cancellation).Type, info.Type),
            _ => StructuralTypes.Hides(info.Type, info.ConvertedType),
        };
    }

    /// <summary>What is added to a text is printed on the spot.</summary>
    private bool IsPrinted(ExpressionSyntax expression) =>
        expression.Parent is InterpolationSyntax
        || (expression.Parent is BinaryExpressionSyntax or AssignmentExpressionSyntax
            && model.GetSymbolInfo(expression.Parent, cancellation).Symbol is IMethodSymbol
            {
                MethodKind: MethodKind.BuiltinOperator,
                ContainingType.SpecialType: SpecialType.System_String
            });

    private static bool HasParameter(ITypeSymbol type) => type switch
    {
        ITypeParameterSymbol => true,
        IArrayTypeSymbol array => HasParameter(array.ElementType),
        INamedTypeSymbol named => named.TypeArguments.Any(HasParameter) || (named.ContainingType is { } outer && HasParameter(outer)),
        _ => false,
    };
}
