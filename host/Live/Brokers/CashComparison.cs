using System.Globalization;

namespace StrategyHost.Live.Brokers;

/// <summary>Notices when the deployments of an account believe to have more cash than there is: interest, fees and withdrawals are in no
/// execution.</summary>
/// <param name="client">Calls the broker.</param>
/// <param name="books">The deployments' books.</param>
/// <param name="say">Takes a sentence for people, once for each time that cash has gone.</param>
internal sealed class CashComparison(BrokerClient client, SessionBooks books, Action<string> say)
{
    /// <summary>How much less cash than believed, as a ratio, is not worth a word: small fees and roundings.</summary>
    private const decimal Tolerance = 0.001m;
    private bool isShort;

    /// <summary>Compares.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        if (!client.Trading.Capabilities.PositionsCostCash) return;

        // What an account has in several currencies cannot be told apart here.
        if (await client.AskAsync((t, token) => t.BalancesAsync(token), cancellation) is not [var balance]) return;
        bool wasShort = isShort;
        decimal believed = books.CashBeside(null);
        isShort = believed - balance.Cash > Tolerance * Math.Abs(believed);
        if (!isShort || wasShort) return;
        say(string.Create(
            CultureInfo.InvariantCulture,
            $"the deployments believe to have {believed:N2} {balance.Currency} together, and the broker has {balance.Cash:N2}: money "
                + $"has gone that is in no execution, such as a withdrawal, interest or fees. Lower \"cash\" in a deployment, and begin "
                + $"it again with --fresh."));
    }
}
