using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StrategyHost.Budgets;

namespace StrategyHost.Scripting.Weaving;

/// <summary>
/// Weaves budgets into a script: every function and every turn of a loop spends a step, a <c>catch</c> lets an exceeded
/// limit pass, arrays ask for room, and lazy sequences are guarded. The text keeps its lines, so that messages and
/// debuggers point to what the user wrote.
/// </summary>
internal sealed class BudgetWeaver : CSharpSyntaxWalker
{
    private const string Type = "global::StrategyHost.Budgets." + nameof(Budget);
    private const string Spend = $"{Type}.{nameof(Budget.Spend)}()";
    private const string SpendInHandler = $"{Type}.{nameof(Budget.SpendInHandler)}()";
    private const string MayCatch = $"{Type}.{nameof(Budget.MayCatch)}()";

    /// <summary>What runs while an exception passes must not throw another: nested exceptions pile up on the stack.</summary>
    private const string SpendUnlessOver = $"if(!{MayCatch})return;{Spend}";
    private const int SmallArray = 8192;

    private readonly SemanticModel model;
    private readonly LazySequences lazies;
    private readonly TextEdits edits = new();
    private readonly CancellationToken cancellation;

    private BudgetWeaver(SemanticModel model, CancellationToken cancellation)
    {
        this.model = model;
        this.cancellation = cancellation;
        lazies = new LazySequences(model, cancellation);
    }

    /// <summary>The text of a file with budgets in it.</summary>
    public static string Weave(SyntaxTree tree, SemanticModel model, CancellationToken cancellation)
    {
        var weaver = new BudgetWeaver(model, cancellation);
        weaver.Visit(tree.GetRoot(cancellation));
        return weaver.edits.ApplyTo(tree.GetText(cancellation));
    }

    public override void Visit(SyntaxNode? node)
    {
        bool isGuarded = node is ExpressionSyntax expression && lazies.Escapes(expression);
        if (isGuarded) edits.Insert(node!.SpanStart, $"({Type}.{nameof(Budget.Guard)}(");
        base.Visit(node);
        if (isGuarded) edits.Insert(node!.Span.End, "))");
    }

    public override void VisitMethodDeclaration(MethodDeclarationSyntax node) =>
        Function(node, node.Body, node.ExpressionBody, node.SemicolonToken, () => base.VisitMethodDeclaration(node),
            node.Identifier.ValueText == "Dispose" ? SpendUnlessOver : Spend);

    public override void VisitOperatorDeclaration(OperatorDeclarationSyntax node) =>
        Function(node, node.Body, node.ExpressionBody, node.SemicolonToken, () => base.VisitOperatorDeclaration(node));

    public override void VisitConversionOperatorDeclaration(ConversionOperatorDeclarationSyntax node) =>
        Function(node, node.Body, node.ExpressionBody, node.SemicolonToken, () => base.VisitConversionOperatorDeclaration(node));

    public override void VisitConstructorDeclaration(ConstructorDeclarationSyntax node) =>
        Function(node, node.Body, node.ExpressionBody, node.SemicolonToken, () => base.VisitConstructorDeclaration(node));

    public override void VisitAccessorDeclaration(AccessorDeclarationSyntax node) =>
        Function(node, node.Body, node.ExpressionBody, node.SemicolonToken, () => base.VisitAccessorDeclaration(node));

    public override void VisitLocalFunctionStatement(LocalFunctionStatementSyntax node) =>
        Function(node, node.Body, node.ExpressionBody, node.SemicolonToken, () => base.VisitLocalFunctionStatement(node));

    public override void VisitPropertyDeclaration(PropertyDeclarationSyntax node)
    {
        if (node.ExpressionBody is { } body)
            Arrow(body.ArrowToken, body.Expression, node.SemicolonToken, "{get", "}", returns: true,
                () => base.VisitPropertyDeclaration(node));
        else Initialised(node.Initializer, node.Type, node.Modifiers, () => base.VisitPropertyDeclaration(node));
    }

    public override void VisitIndexerDeclaration(IndexerDeclarationSyntax node)
    {
        if (node.ExpressionBody is { } body)
            Arrow(body.ArrowToken, body.Expression, node.SemicolonToken, "{get", "}", returns: true,
                () => base.VisitIndexerDeclaration(node));
        else base.VisitIndexerDeclaration(node);
    }

    public override void VisitVariableDeclarator(VariableDeclaratorSyntax node)
    {
        if (node.Parent is VariableDeclarationSyntax
            { Parent: FieldDeclarationSyntax { Parent: TypeDeclarationSyntax } field } declaration)
            Initialised(node.Initializer, declaration.Type, field.Modifiers, () => base.VisitVariableDeclarator(node));
        else base.VisitVariableDeclarator(node);
    }

    public override void VisitSimpleLambdaExpression(SimpleLambdaExpressionSyntax node) =>
        Lambda(node, () => base.VisitSimpleLambdaExpression(node));

    public override void VisitParenthesizedLambdaExpression(ParenthesizedLambdaExpressionSyntax node) =>
        Lambda(node, () => base.VisitParenthesizedLambdaExpression(node));

    public override void VisitAnonymousMethodExpression(AnonymousMethodExpressionSyntax node) =>
        Lambda(node, () => base.VisitAnonymousMethodExpression(node));

    public override void VisitForStatement(ForStatementSyntax node) => Loop(node.Statement, () => base.VisitForStatement(node));

    public override void VisitForEachStatement(ForEachStatementSyntax node) => Loop(node.Statement, () => base.VisitForEachStatement(node));

    public override void VisitForEachVariableStatement(ForEachVariableStatementSyntax node) =>
        Loop(node.Statement, () => base.VisitForEachVariableStatement(node));

    public override void VisitWhileStatement(WhileStatementSyntax node) => Loop(node.Statement, () => base.VisitWhileStatement(node));

    public override void VisitDoStatement(DoStatementSyntax node) => Loop(node.Statement, () => base.VisitDoStatement(node));

    public override void VisitGotoStatement(GotoStatementSyntax node)
    {
        edits.Insert(node.SpanStart, $"{{{Spend};");
        base.VisitGotoStatement(node);
        edits.Insert(node.Span.End, "}");
    }

    public override void VisitFinallyClause(FinallyClauseSyntax node)
    {
        edits.Insert(node.Block.OpenBraceToken.Span.End, $"if({MayCatch}){{{SpendInHandler};");
        base.VisitFinallyClause(node);
        edits.Insert(node.Block.CloseBraceToken.SpanStart, $"}}else{{{Assignments(node.Block)}}}");
    }

    public override void VisitCatchClause(CatchClauseSyntax node)
    {
        edits.Insert(node.Block.OpenBraceToken.Span.End, SpendInHandler + ";");
        if (node.Filter is { } filter)
        {
            edits.Insert(filter.OpenParenToken.Span.End, $"{MayCatch}&&(");
            base.VisitCatchClause(node);
            return;
        }

        edits.Insert((node.Declaration?.CloseParenToken ?? node.CatchKeyword).Span.End, $" when({MayCatch})");
        base.VisitCatchClause(node);
    }

    public override void VisitCatchFilterClause(CatchFilterClauseSyntax node)
    {
        base.VisitCatchFilterClause(node);
        edits.Insert(node.CloseParenToken.SpanStart, ")");
    }

    public override void VisitArrayCreationExpression(ArrayCreationExpressionSyntax node)
    {
        if (node.Initializer is not null)
        {
            base.VisitArrayCreationExpression(node);
            return;
        }

        var element = (model.GetTypeInfo(node, cancellation).Type as IArrayTypeSymbol)?.ElementType;
        foreach (var size in node.Type.RankSpecifiers.SelectMany(r => r.Sizes))
            ArraySize(size, element is null ? ValueSize.Reference : ValueSize.Of(element));
    }

    private void ArraySize(ExpressionSyntax size, int elementSize)
    {
        bool isSmall = size is OmittedArraySizeExpressionSyntax
            || (model.GetConstantValue(size, cancellation) is { HasValue: true, Value: int constant }
                && constant <= SmallArray / Math.Max(elementSize, 1));
        if (!isSmall) edits.Insert(size.SpanStart, $"{Type}.{nameof(Budget.Room)}(");
        Visit(size);
        if (!isSmall) edits.Insert(size.Span.End, FormattableString.Invariant($",{elementSize})"));
    }

    /// <summary>What a block that is left out would have assigned, so that the compiler sees it assigned.</summary>
    private string Assignments(BlockSyntax block)
    {
        var assigned = model.AnalyzeDataFlow(block) is { Succeeded: true } flow
            ? flow.AlwaysAssigned.Except<ISymbol>(flow.VariablesDeclared, SymbolEqualityComparer.Default) : [];
        return string.Concat(assigned.Where(s => s is ILocalSymbol { RefKind: RefKind.None } or IParameterSymbol { RefKind: RefKind.Out })
            .Select(s => $"@{s.Name}=default!;"));
    }

    private void Function(SyntaxNode node, BlockSyntax? body, ArrowExpressionClauseSyntax? arrow, SyntaxToken semicolon, Action visit,
        string spend = Spend)
    {
        if (body is not null) edits.Insert(body.OpenBraceToken.Span.End, spend + ";");
        if (arrow is null) visit();
        else Arrow(arrow.ArrowToken, arrow.Expression, semicolon, "", "",
            model.GetDeclaredSymbol(node, cancellation) is IMethodSymbol { ReturnsVoid: false }, visit, spend);
    }

    /// <summary>Makes a body of braces out of one that is an expression.</summary>
    private void Arrow(SyntaxToken arrow, ExpressionSyntax body, SyntaxToken semicolon, string before, string after, bool returns,
        Action visit, string spend = Spend)
    {
        edits.Replace(arrow.Span, $"{before}{{{spend};{(returns && body is not ThrowExpressionSyntax ? "return " : "")}");
        visit();
        edits.Replace(semicolon.Span, $";}}{after}");
    }

    private void Lambda(AnonymousFunctionExpressionSyntax node, Action visit)
    {
        if (node.ExpressionBody is not { } body)
        {
            edits.Insert(node.Block!.OpenBraceToken.Span.End, Spend + ";");
            visit();
            return;
        }

        bool returns =
            body is not ThrowExpressionSyntax && model.GetSymbolInfo(node, cancellation).Symbol is IMethodSymbol { ReturnsVoid: false };
        edits.Insert(body.SpanStart, $"{{{Spend};{(returns ? "return " : "")}");
        visit();
        edits.Insert(body.Span.End, ";}");
    }

    private void Loop(StatementSyntax body, Action visit)
    {
        if (body is BlockSyntax block)
        {
            edits.Insert(block.OpenBraceToken.Span.End, Spend + ";");
            visit();
            return;
        }

        edits.Insert(body.SpanStart, $"{{{Spend};");
        visit();
        edits.Insert(body.Span.End, "}");
    }

    /// <summary>Objects that make one another in their initialisers have no function to count: the initialiser counts itself.</summary>
    private void Initialised(EqualsValueClauseSyntax? initializer, TypeSyntax type, SyntaxTokenList modifiers, Action visit)
    {
        bool isOwn = initializer is not null && !modifiers.Any(SyntaxKind.ConstKeyword) && MakesObjects(initializer.Value);
        if (!isOwn)
        {
            visit();
            return;
        }

        string maker = initializer!.Value is InitializerExpressionSyntax ? $"new {type} " : "(";
        edits.Insert(initializer.Value.SpanStart, $"{Spend}?{maker}");
        visit();
        edits.Insert(initializer.Value.Span.End, initializer.Value is InitializerExpressionSyntax ? ":default!" : "):default!");
    }

    private static bool MakesObjects(ExpressionSyntax value) =>
        value.DescendantNodesAndSelf(n => n is not AnonymousFunctionExpressionSyntax).Any(n => n is BaseObjectCreationExpressionSyntax);
}
