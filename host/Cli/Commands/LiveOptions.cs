using System.CommandLine;
using StrategyHost.Live.Notices;

namespace StrategyHost.Cli.Commands;

/// <summary>Where deployments and their state are.</summary>
internal static class LiveOptions
{
    /// <summary>The folder of deployments.</summary>
    public static Option<string> Deployments() => new("--deployments")
    {
        Description = "folder with deployments, a JSON file each (default: deployments)",
        HelpName = "DIR",
        DefaultValueFactory = _ => "deployments"
    };

    /// <summary>The folder of accounts.</summary>
    public static Option<string> Accounts() => new("--accounts")
    {
        Description = "folder with accounts, a JSON file each (default: accounts)",
        HelpName = "DIR",
        DefaultValueFactory = _ => "accounts"
    };

    /// <summary>The folder of plugins.</summary>
    public static Option<string> Plugins() => new("--plugins")
    {
        Description = "folder with plugins, each in a folder of its own (default: plugins)",
        HelpName = "DIR",
        DefaultValueFactory = _ => "plugins"
    };

    /// <summary>The folder of their state.</summary>
    public static Option<string> State() => new("--state")
    {
        Description = "folder with journals and results (default: state)",
        HelpName = "DIR",
        DefaultValueFactory = _ => "state"
    };

    /// <summary>The file that says who is told what.</summary>
    public static Option<string> Notifications() => new("--notify")
    {
        Description = "who is to be told what (default: notifications.json, where there is one)",
        HelpName = "FILE",
        DefaultValueFactory = _ => NotificationFile.FileName
    };
}
