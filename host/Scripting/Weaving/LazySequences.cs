using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace StrategyHost.Scripting.Weaving;

/// <summary>
/// Tells where a lazy sequence leaves the expression that makes it. From there it can be put into another, and that into
/// another, until enumerating it needs more stack than there is; one that is used up on the spot cannot.
/// </summary>
internal sealed class LazySequences(SemanticModel model, CancellationToken cancellation)
{
    /// <summary>Whether an expression makes a lazy sequence that something else than a LINQ operator or a loop takes.</summary>
    public bool Escapes(ExpressionSyntax expression) =>
        expression is InvocationExpressionSyntax or QueryExpressionSyntax or ConditionalAccessExpressionSyntax
        && IsLazy(expression) && !StartsWithBinding(expression) && !IsUsedUp(expression);

    /// <summary>Whether an escaping sequence stands behind <c>?.</c> and before something else, where nothing can be put around
    /// it.</summary>
    public bool EscapesInside(ExpressionSyntax expression) =>
        expression is InvocationExpressionSyntax && StartsWithBinding(expression) && IsLazy(expression) && !IsUsedUp(expression)
        && expression.Parent is not ConditionalAccessExpressionSyntax;

    private bool IsLazy(ExpressionSyntax expression) => expression switch
    {
        ParenthesizedExpressionSyntax inner => IsLazy(inner.Expression),
        ConditionalAccessExpressionSyntax access => IsLazy(access.WhenNotNull),
        QueryExpressionSyntax => IsSequence(model.GetTypeInfo(expression, cancellation).Type),
        InvocationExpressionSyntax => Operator(expression) is { } method && IsSequence(method.ReturnType),
        _ => false,
    };

    private bool IsUsedUp(ExpressionSyntax expression)
    {
        SyntaxNode at = expression;
        while (at.Parent is ParenthesizedExpressionSyntax) at = at.Parent;
        return at.Parent switch
        {
            MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax next } access =>
                access.Expression == at && Operator(next) is not null,
            ForEachStatementSyntax loop => loop.Expression == at,
            FromClauseSyntax source => source.Expression == at,
            _ => false,
        };
    }

    /// <summary>The LINQ operator that is called; null when it is something else.</summary>
    private IMethodSymbol? Operator(ExpressionSyntax invocation) =>
        model.GetSymbolInfo(invocation, cancellation).Symbol is IMethodSymbol
        {
            ContainingType:
            {
                Name: "Enumerable",
                ContainingNamespace: { Name: "Linq", ContainingNamespace.Name: "System" }
            }
        } method ? method : null;

    private static bool IsSequence(ITypeSymbol? type) => type is INamedTypeSymbol { OriginalDefinition: { } definition }
        && (definition.SpecialType == SpecialType.System_Collections_Generic_IEnumerable_T
            || definition is { Name: "IOrderedEnumerable", ContainingNamespace.Name: "Linq" });

    private static bool StartsWithBinding(ExpressionSyntax expression)
    {
        ExpressionSyntax? at = expression;
        while (true)
        {
            switch (at)
            {
                case MemberBindingExpressionSyntax or ElementBindingExpressionSyntax:
                    return true;
                case InvocationExpressionSyntax call:
                    at = call.Expression;
                    break;
                case MemberAccessExpressionSyntax access:
                    at = access.Expression;
                    break;
                case ElementAccessExpressionSyntax element:
                    at = element.Expression;
                    break;
                case PostfixUnaryExpressionSyntax postfix:
                    at = postfix.Operand;
                    break;
                case ConditionalAccessExpressionSyntax conditional:
                    at = conditional.Expression;
                    break;
                default:
                    return false;
            }
        }
    }
}
