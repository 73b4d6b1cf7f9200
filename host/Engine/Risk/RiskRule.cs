namespace StrategyHost.Engine.Risk;

/// <summary>One reason to refuse an order before it reaches a venue.</summary>
public abstract class RiskRule
{
    /// <summary>The refusal, with the limit and the actual value; null when the order keeps the rule.</summary>
    public abstract Denial? Review(in OrderIntent intent);

    /// <summary>Notes that an order passed all rules, for rules that count.</summary>
    public virtual void Passed(in OrderIntent intent)
    {
    }

    /// <summary>Goes on from where another rule of the same kind has come, whose place it takes: for rules that count.</summary>
    public virtual void Continue(RiskRule before)
    {
    }

    /// <summary>A refusal with its sentence, printed the same in every culture.</summary>
    protected static Denial Deny(DenialCode code, FormattableString message) => new(code, FormattableString.Invariant(message));
}
