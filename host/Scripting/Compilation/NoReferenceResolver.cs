using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace StrategyHost.Scripting.Compilation;

/// <summary>Finds nothing: <c>#r</c> in a script is an error that names the reference.</summary>
internal sealed class NoReferenceResolver : MetadataReferenceResolver
{
    public override ImmutableArray<PortableExecutableReference> ResolveReference(string reference, string? baseFilePath, MetadataReferenceProperties properties) => [];

    public override bool Equals(object? other) => other is NoReferenceResolver;

    public override int GetHashCode() => typeof(NoReferenceResolver).GetHashCode();
}
