using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace StrategyHost.Scripting.Sandbox;

/// <summary>Looks at everything in a tree that has a symbol, and at the few forms of syntax that need none.</summary>
internal sealed class SandboxWalker(SemanticModel model, IAssemblySymbol script, SandboxSurface surface, List<ScriptDiagnostic> denials,
    CancellationToken cancellation)
    : CSharpSyntaxWalker(SyntaxWalkerDepth.StructuredTrivia)
{
    private const string UseId = "SH1001";
    private const string FormId = "SH1002";
    private const string StateId = "SH1003";
    private const string NestingId = "SH1004";
    private readonly EndlessNesting nesting = new(model, script, cancellation);

    private static readonly Dictionary<SyntaxKind, string> Forms = new()
    {
        [SyntaxKind.UnsafeStatement] = "unsafe code: write plain C#",
        [SyntaxKind.UnsafeKeyword] = "unsafe code: write plain C#",
        [SyntaxKind.PointerType] = "pointers: use arrays and spans",
        [SyntaxKind.FunctionPointerType] = "function pointers: use Func and Action",
        [SyntaxKind.StackAllocArrayCreationExpression] = "stackalloc: use an array",
        [SyntaxKind.ImplicitStackAllocArrayCreationExpression] = "stackalloc: use an array",
        [SyntaxKind.FixedStatement] = "pinned memory: use arrays and spans",
        [SyntaxKind.DestructorDeclaration] = "finalizers: nothing of a strategy runs outside its handlers; use OnStop",
        [SyntaxKind.AwaitExpression] = "waiting: handlers react to events, and nothing happens in between",
        [SyntaxKind.LockStatement] = "locks: handlers run one after the other on one thread",
        [SyntaxKind.TypeOfExpression] = "typeof: use 'is' and patterns to look at a value's type",
        [SyntaxKind.MakeRefExpression] = "typed references: use ref and in",
        [SyntaxKind.RefTypeExpression] = "typed references: use ref and in",
        [SyntaxKind.RefValueExpression] = "typed references: use ref and in",
        [SyntaxKind.ArgListExpression] = "argument lists: use params",
        [SyntaxKind.ExternAliasDirective] = "extern aliases: name the type",
    };

    public override void Visit(SyntaxNode? node)
    {
        if (node is null) return;
        cancellation.ThrowIfCancellationRequested();
        if (Forms.TryGetValue(node.Kind(), out var form)) Deny(node, FormId, $"a strategy cannot use {form}");
        if (node is ExpressionSyntax expression) CheckExpression(expression);
        base.Visit(node);
    }

    public override void VisitAttribute(AttributeSyntax node)
    {
        Check(model.GetSymbolInfo(node, cancellation).Symbol, node);
        base.VisitAttribute(node);
    }

    public override void VisitMethodDeclaration(MethodDeclarationSyntax node)
    {
        CheckModifiers(node.Modifiers, node);
        base.VisitMethodDeclaration(node);
    }

    public override void VisitLocalFunctionStatement(LocalFunctionStatementSyntax node)
    {
        CheckModifiers(node.Modifiers, node);
        base.VisitLocalFunctionStatement(node);
    }

    public override void VisitConstructorDeclaration(ConstructorDeclarationSyntax node)
    {
        if (node.Modifiers.Any(SyntaxKind.StaticKeyword))
            Deny(node, StateId, "a strategy cannot have static constructors: each run begins anew; use OnStart");
        base.VisitConstructorDeclaration(node);
    }

    public override void VisitConstructorInitializer(ConstructorInitializerSyntax node)
    {
        Check(model.GetSymbolInfo(node, cancellation).Symbol, node);
        CheckInitializer(node.ArgumentList);
        base.VisitConstructorInitializer(node);
    }

    public override void VisitPrimaryConstructorBaseType(PrimaryConstructorBaseTypeSyntax node)
    {
        Check(model.GetSymbolInfo(node, cancellation).Symbol, node);
        CheckInitializer(node.ArgumentList);
        base.VisitPrimaryConstructorBaseType(node);
    }

    public override void VisitNamespaceDeclaration(NamespaceDeclarationSyntax node)
    {
        CheckNamespace(node);
        base.VisitNamespaceDeclaration(node);
    }

    public override void VisitFileScopedNamespaceDeclaration(FileScopedNamespaceDeclarationSyntax node)
    {
        CheckNamespace(node);
        base.VisitFileScopedNamespaceDeclaration(node);
    }

    public override void VisitFieldDeclaration(FieldDeclarationSyntax node)
    {
        CheckModifiers(node.Modifiers, node);
        bool isStatic = node.Modifiers.Any(SyntaxKind.StaticKeyword);
        bool isFixed = node.Modifiers.Any(SyntaxKind.ReadOnlyKeyword)
            && node.Declaration.Variables.All(v =>
                model.GetDeclaredSymbol(v, cancellation) is IFieldSymbol field && IsImmutable(field.Type));
        if (isStatic && !isFixed)
            Deny(node, StateId, "a strategy cannot keep state in static fields, which outlive a run: make it an instance field, or const");
        base.VisitFieldDeclaration(node);
    }

    public override void VisitPropertyDeclaration(PropertyDeclarationSyntax node)
    {
        bool isStored = node.AccessorList?.Accessors.Any(a => a.Body is null && a.ExpressionBody is null) ?? false;
        if (isStored && node.Modifiers.Any(SyntaxKind.StaticKeyword))
            Deny(node, StateId, "a strategy cannot keep state in static properties, which outlive a run: make it an instance property");
        base.VisitPropertyDeclaration(node);
    }

    public override void VisitEventFieldDeclaration(EventFieldDeclarationSyntax node)
    {
        if (node.Modifiers.Any(SyntaxKind.StaticKeyword))
            Deny(node, StateId, "a strategy cannot keep state in static events, which outlive a run");
        base.VisitEventFieldDeclaration(node);
    }

    public override void VisitForEachStatement(ForEachStatementSyntax node)
    {
        var info = model.GetForEachStatementInfo(node);
        DenyNesting(nesting.In(node), node.Expression);
        if (model.GetTypeInfo(node.Expression, cancellation).Type is IArrayTypeSymbol)
        {
            base.VisitForEachStatement(node);
            return;
        }

        foreach (var part in new[] { info.GetEnumeratorMethod, info.MoveNextMethod, (ISymbol?)info.CurrentProperty, info.DisposeMethod })
            Check(part, node.Expression);
        base.VisitForEachStatement(node);
    }

    public override void VisitQueryExpression(QueryExpressionSyntax node)
    {
        foreach (var clause in node.DescendantNodes().OfType<QueryClauseSyntax>())
        {
            var info = model.GetQueryClauseInfo(clause, cancellation);
            Check(info.OperationInfo.Symbol, clause);
            Check(info.CastInfo.Symbol, clause);
        }

        base.VisitQueryExpression(node);
    }

    private void CheckExpression(ExpressionSyntax expression)
    {
        if (expression is AnonymousFunctionExpressionSyntax { Modifiers: var modifiers }) CheckModifiers(modifiers, expression);
        if (IsNameOf(expression)) return;
        Check(model.GetSymbolInfo(expression, cancellation).Symbol, expression);
        var conversion = model.GetConversion(expression, cancellation);
        if (conversion.IsUserDefined) Check(conversion.MethodSymbol, expression);
        var type = model.GetTypeInfo(expression, cancellation);
        CheckType(type.Type, expression);
        CheckType(type.ConvertedType, expression);
        DenyNesting(nesting.In(expression), expression);
    }

    /// <summary>What a constructor makes before its own body begins is in no function that could be counted.</summary>
    private void CheckInitializer(ArgumentListSyntax? arguments)
    {
        var made = arguments?.DescendantNodes(n => n is not AnonymousFunctionExpressionSyntax).OfType<BaseObjectCreationExpressionSyntax>()
            .FirstOrDefault(n =>
                SymbolEqualityComparer.Default.Equals(model.GetTypeInfo(n, cancellation).Type?.ContainingAssembly, script));
        if (made is not null)
            Deny(made, NestingId,
                "a strategy cannot make its own objects in the arguments of 'this(…)' or 'base(…)': make them in the constructor's body");
    }

    private void CheckNamespace(BaseNamespaceDeclarationSyntax node)
    {
        if (node.Name.ToString().Split('.')[0].Trim() is "StrategyHost" or "System")
            Deny(node.Name, FormId, $"a strategy cannot add to the namespace {node.Name}: choose another name");
    }

    private void DenyNesting(string? nested, SyntaxNode node)
    {
        if (nested is not null) Deny(node, NestingId, $"a strategy cannot use {nested}");
    }

    private void CheckModifiers(SyntaxTokenList modifiers, SyntaxNode node)
    {
        if (modifiers.Any(SyntaxKind.ExternKeyword)) Deny(node, FormId, "a strategy cannot use extern methods: write plain C#");
        if (modifiers.Any(SyntaxKind.UnsafeKeyword)) Deny(node, FormId, "a strategy cannot use unsafe code: write plain C#");
        if (modifiers.Any(SyntaxKind.AsyncKeyword))
            Deny(node, FormId, "a strategy cannot use async: handlers react to events, and nothing happens in between");
        if (modifiers.Any(SyntaxKind.VolatileKeyword))
            Deny(node, FormId, "a strategy cannot use volatile: handlers run one after the other on one thread");
    }

    private void Check(ISymbol? symbol, SyntaxNode node)
    {
        switch (symbol)
        {
            case null or INamespaceSymbol or ILabelSymbol or IRangeVariableSymbol or IPreprocessingSymbol:
                return;
            case ITypeSymbol type:
                CheckType(type, node);
                return;
            case IAliasSymbol alias:
                Check(alias.Target, node);
                return;
            case ILocalSymbol local:
                CheckType(local.Type, node);
                return;
            case IParameterSymbol parameter:
                CheckType(parameter.Type, node);
                return;
            case IMethodSymbol method:
                CheckMember(method.ReducedFrom ?? method, node);
                foreach (var argument in method.TypeArguments) CheckType(argument, node);
                DenyNesting(nesting.In(method, method.TypeArguments), node);
                if (method.MethodKind == MethodKind.Constructor) CheckInnerException(method, node);
                CheckType(method.ReturnType, node);
                return;
            case IPropertySymbol property:
                CheckMember(property, node);
                CheckType(property.Type, node);
                return;
            case IFieldSymbol field:
                CheckMember(field, node);
                CheckType(field.Type, node);
                return;
            default:
                CheckMember(symbol, node);
                return;
        }
    }

    private void CheckInnerException(IMethodSymbol constructor, SyntaxNode node)
    {
        if (SymbolEqualityComparer.Default.Equals(constructor.ContainingAssembly, script)
            || !constructor.Parameters.Any(p => TakesException(p.Type))) return;
        if (constructor.ContainingType.Name.EndsWith("Exception", StringComparison.Ordinal))
            Deny(node, NestingId, "a strategy cannot put exceptions into one another: say in the message what went wrong");
    }

    private static bool TakesException(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => TakesException(array.ElementType),
        INamedTypeSymbol { TypeArguments: [var element] } => TakesException(element),
        _ => type.Name == "Exception",
    };

    private void CheckMember(ISymbol member, SyntaxNode node)
    {
        if (member.ContainingType is not { } owner) return;
        CheckType(owner, node);
        if (SandboxSurface.AllowsMember(member)) return;
        string name = member is IMethodSymbol { MethodKind: MethodKind.Constructor } ? "new" : member.Name;
        DenyUse($"{SandboxSurface.NameOf(owner)}.{name}", node);
    }

    private void CheckType(ITypeSymbol? type, SyntaxNode node)
    {
        if (type is INamedTypeSymbol generic) DenyNesting(nesting.In(generic, generic.TypeArguments), node);
        if (type is null || surface.Allows(type)) return;
        if (type is IDynamicTypeSymbol) Deny(node, FormId, "a strategy cannot use dynamic: name the type");
        else if (type is IPointerTypeSymbol or IFunctionPointerTypeSymbol)
            Deny(node, FormId, "a strategy cannot use pointers: use arrays and spans");
        else if (type is IArrayTypeSymbol array) CheckType(array.ElementType, node);
        else if (type is INamedTypeSymbol named) DenyNamed(named, node);
    }

    private void DenyNamed(INamedTypeSymbol type, SyntaxNode node)
    {
        var denied = type.TypeArguments.FirstOrDefault(a => !surface.Allows(a));
        if (denied is not null && surface.Allows(type.OriginalDefinition)) CheckType(denied, node);
        else DenyUse(SandboxSurface.NameOf(type), node);
    }

    private void DenyUse(string name, SyntaxNode node) => Deny(node, UseId, $"a strategy cannot use {name}: {Alternatives.To(name)}");

    private void Deny(SyntaxNode node, string id, string message) => denials.Add(ScriptDiagnostic.At(node.GetLocation(), id, message));

    private static bool IsImmutable(ITypeSymbol type) =>
        type.SpecialType is not SpecialType.None and not SpecialType.System_Object and not SpecialType.System_Array
            || type.TypeKind == TypeKind.Enum;

    /// <summary>The name of a thing is only text.</summary>
    private bool IsNameOf(ExpressionSyntax expression) =>
        expression.AncestorsAndSelf().OfType<InvocationExpressionSyntax>().Any(i =>
            i.Expression is IdentifierNameSyntax { Identifier.ValueText: "nameof" } && model.GetSymbolInfo(i, cancellation).Symbol is null
                && model.GetConstantValue(i, cancellation).HasValue);
}
