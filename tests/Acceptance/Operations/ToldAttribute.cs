namespace StrategyHost.Acceptance.Operations;

/// <summary>A test that goes through a night of the diary.</summary>
/// <param name="night">Its number.</param>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ToldAttribute(int night) : Attribute
{
    /// <summary>The night's number.</summary>
    public int Night => night;
}
