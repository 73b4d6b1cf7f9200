namespace StrategyHost.Plugins;

/// <summary>
/// Gets credentials by a person's login on a page of the broker's. It is used before the plugin is connected, with the settings that do not
/// come from it. Calls throw <see cref="BrokerException"/> when the other side refuses or cannot be reached.
/// </summary>
public interface ILogin
{
    /// <summary>Begins a login.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="cancellation">Ends the attempt.</param>
    /// <returns>The page on which the person allows it, and is given a code.</returns>
    Task<Uri> BeginAsync(PluginSettings settings, CancellationToken cancellation);

    /// <summary>Ends the login that was begun.</summary>
    /// <param name="code">The code that the page gave.</param>
    /// <param name="cancellation">Ends the attempt.</param>
    /// <returns>What is to be kept as secrets, by the names of the settings.</returns>
    Task<IReadOnlyDictionary<string, string>> CompleteAsync(string code, CancellationToken cancellation);

    /// <summary>Makes what a login gave worthless.</summary>
    /// <param name="settings">The settings, with what the login gave.</param>
    /// <param name="cancellation">Ends the attempt.</param>
    Task RevokeAsync(PluginSettings settings, CancellationToken cancellation);
}
