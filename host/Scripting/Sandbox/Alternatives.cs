namespace StrategyHost.Scripting.Sandbox;

/// <summary>What to use instead of what is denied.</summary>
internal static class Alternatives
{
    private static readonly (string Prefix, string Advice)[] Table =
    [
        ("System.DateTime.", "use Clock.UtcNow, the run's own time"),
        ("System.DateTimeOffset.", "use Clock.UtcNow, the run's own time"),
        ("System.TimeZoneInfo", "use LocalTime(symbol), the exchange's wall clock"),
        ("System.Diagnostics.Stopwatch", "use Clock.UtcNow, the run's own time"),
        ("System.Random", "use Random, which is seeded and the same on every run"),
        ("System.Guid", "use an order's Id, or Random"),
        ("System.Console", "use Log.Info"),
        ("System.Diagnostics.Debug", "use Log.Info"),
        ("System.Diagnostics.Trace", "use Log.Info"),
        ("System.IO.", "data comes from OnBar, History and Param; results go to Log"),
        ("System.Net.", "a strategy has no network; data comes from OnBar and History"),
        ("System.Environment", "use Param for settings and Clock for the time"),
        ("System.AppContext", "use Param for settings"),
        ("System.Threading.", "handlers run one after the other on one thread: use Every and At for what is due later"),
        ("System.Timers.", "use Every and At"),
        ("System.Reflection.", "call the member by its name"),
        ("System.Type", "use 'is' and patterns to look at a value's type"),
        ("System.Object.GetType", "use 'is' and patterns to look at a value's type"),
        ("System.Activator", "use 'new'"),
        ("System.Delegate.", "call the delegate itself"),
        ("System.Linq.Expressions.", "write a lambda"),
        ("System.Text.RegularExpressions.", "use TextPattern, which takes no longer for any pattern"),
        ("System.GC", "memory is the host's business"),
        ("System.Runtime.", "write plain C#"),
        ("System.Globalization.CultureInfo.", "use CultureInfo.InvariantCulture"),
        ("System.Array.CreateInstance", "use 'new' with the element's type"),
    ];

    /// <summary>The advice for a type or member; a general one where there is none of its own.</summary>
    public static string To(string name) =>
        Table.FirstOrDefault(t => name.StartsWith(t.Prefix, StringComparison.Ordinal)).Advice
        ?? "a strategy may use the language, collections, LINQ, mathematics, and what the sdk offers";
}
