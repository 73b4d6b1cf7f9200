using StrategyHost.Live.Brokers;

namespace StrategyHost.Live.Tests.Brokers;

public sealed class AccountChoiceTests
{
    [Theory]
    [InlineData(ExternalPolicy.Adopt, false, "Adopt")]
    [InlineData(ExternalPolicy.Reduce, true, "Reduce cancel-orphans")]
    public void A_choice_is_read_as_it_was_written(ExternalPolicy policy, bool cancels, string text)
    {
        var choice = new AccountChoice(policy, cancels);
        Assert.Equal(text, choice.ToString());
        Assert.Equal(choice, AccountChoice.Parse(text));
    }

    [Fact]
    public void What_is_no_choice_is_none() => Assert.Null(AccountChoice.Parse("Sell"));
}
