using System.Globalization;
using System.Text.Json;
using StrategyHost.Engine;
using StrategyHost.Engine.Costs;
using StrategyHost.Engine.Orders;
using StrategyHost.Engine.Risk;
using StrategyHost.Engine.Runs;
using StrategyHost.Engine.Runs.Live;
using StrategyHost.Engine.Supervision;
using StrategyHost.Engine.Venues;
using StrategyHost.Live.Files;

namespace StrategyHost.Live.Deployments;

/// <summary>Reads deployments: a JSON file each, in one folder.</summary>
public static class DeploymentFile
{
    private const string FromStart = "from-start";
    private const string Wait = "wait";
    private const string Known =
        "The settings are script, mode, account, cash, currency, parameters, risk, limits, commission, slippage, fill, limitFill, path, "
            + "participation, latency, dataLatency, borrowRate, cashRate, debtRate, seed, armed "
            + "(until-disarmed, until-restart, from-start or wait), overfill (close or keep), missedTimers (once or each), onRemove "
            + "(keep, cancel or flatten) and feed "
            + "(replay, from, speed; or plugin, resolution, calendar, settings; staleAfter).";

    /// <summary>The files of a folder, by name; none where there is no folder.</summary>
    public static IReadOnlyList<string> In(string folder) =>
        Directory.Exists(folder) ? [.. Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal)] : [];

    /// <summary>Reads a file. Paths in it count from the current folder.</summary>
    /// <param name="path">The file.</param>
    /// <param name="defaults">What holds where it is silent; null for what is built in.</param>
    /// <exception cref="DeploymentException">It is missing, or says what cannot be.</exception>
    public static Deployment Read(string path, DeploymentDefaults? defaults = null)
    {
        try
        {
            string text = File.ReadAllText(path);
            var own = Parse(path, text);
            return defaults?.Complete(text) is { } whole && whole != text ? Parse(path, whole) : own;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new DeploymentException($"The deployment {path} cannot be read: {failure.Message}", failure);
        }
    }

    /// <summary>Reads the text of a file.</summary>
    /// <param name="path">What messages call it; its name is the deployment's.</param>
    /// <param name="terms">The text.</param>
    /// <exception cref="DeploymentException">It says what cannot be.</exception>
    public static Deployment Parse(string path, string terms)
    {
        try
        {
            return Of(path, SettingsFile.Parse<Text>(path, terms, Known)) with { Terms = terms };
        }
        catch (Exception failure) when (failure is FormatException or SetupException)
        {
            throw new DeploymentException($"{path}: {failure.Message}", failure);
        }
    }

    private static Deployment Of(string path, Text text)
    {
        string name = Path.GetFileNameWithoutExtension(path);
        if (StateFiles.OwnFolders.Contains(name, StringComparer.OrdinalIgnoreCase))
            throw new DeploymentException(
                $"{path}: a deployment cannot be called {name}, as the host keeps other things in the folder of that name: rename the "
                    + $"file.");
        if (text.Script is null) throw new DeploymentException($"{path} names no script: add \"script\": \"strategies/my_idea.csx\".");
        var venue = text.Mode switch
        {
            "paper" => SessionVenue.Paper,
            "shadow" => SessionVenue.Shadow,
            "live" => SessionVenue.Live,
            var other =>
                throw new DeploymentException(
                    $"{path}: mode is {other ?? "missing"}, and must be shadow (orders are recorded and go nowhere), paper (they go to "
                        + $"the simulated venue) or live (they go to the broker of an account)."),
        };
        if (venue == SessionVenue.Live && text.Account is null)
            throw new DeploymentException(
                $"{path}: mode is live, and there is no account: add \"account\": \"main\", and describe it in accounts/main.json.");
        if (venue != SessionVenue.Live && text.Account is not null)
            throw new DeploymentException($"{path} names an account, and mode is {text.Mode}: only what is live trades on one.");
        bool isOfAccount = venue == SessionVenue.Live && text.Feed is null or { Replay: null, Plugin: null, From: null, Speed: null };
        if (!isOfAccount && (text.Feed is not { } feed || (feed.Replay is null) == (feed.Plugin is null)))
            throw new DeploymentException(
                $"{path} has no feed: add \"feed\": {{ \"replay\": \"samples/data\", \"speed\": 60 }}, or name a \"plugin\" in it.");
        if (text.Feed?.StaleAfter is <= 0) throw new DeploymentException($"{path}: staleAfter is in seconds, and must be above zero.");
        if (venue != SessionVenue.Paper && PaperTermIn(text) is { } term)
            throw new DeploymentException(
                $"{path}: {term} is for mode paper, whose venue fills and charges by a model. Take it out where mode is {text.Mode}.");
        if (text.Feed is { Replay: not null, Calendar: not null })
            throw new DeploymentException(
                $"{path}: calendar is for bars of a plugin. Stored bars have that of their store, and CSV files that of instruments.json.");
        if (text.Cash is <= 0) throw new DeploymentException($"{path}: cash must be above zero.");
        var replay = text.Feed?.Replay is null ? null : Replay(path, text.Feed);
        var bars = isOfAccount ? Bars(path, text.Feed) : text.Feed?.Plugin is null ? (Resolution?)null : Bars(path, text.Feed);
        return new Deployment
        {
            Name = name,
            Script = text.Script,
            Settings = Settings(text),
            Terms = "",
            Replay = replay,
            Plugin = text.Feed?.Plugin is null ? null : Plugin(path, text.Feed),
            AccountBars = isOfAccount ? bars : null,
            Calendar = text.Feed?.Calendar,
            Silence = text.Feed?.StaleAfter is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
            Venue = venue,
            StaleAfter = venue == SessionVenue.Live && replay is null ? StaleAfter(text.Feed, bars) : null,
            StaysArmed = text.Armed switch
            {
                null or "until-disarmed" or FromStart or Wait => true,
                "until-restart" => false,
                var other =>
                    throw new DeploymentException(
                        $"{path}: armed is '{other}', and must be until-disarmed (it stays armed when the host is started again), "
                            + $"until-restart, from-start (a new session is armed when it begins, without 'strategyhost arm'), or wait "
                            + $"(a new session begins when it is armed)."),
            },
            IsArmedFromStart = text.Armed is FromStart or Wait,
            WaitsForArming = venue == SessionVenue.Live && text.Armed == Wait,
            MissedTimers = text.MissedTimers switch
            {
                null or "once" => MissedTimers.Once,
                "each" => MissedTimers.Each,
                var other =>
                    throw new DeploymentException(
                        $"{path}: missedTimers is '{other}', and must be once (a handler of Every or At that missed several of its times "
                            + $"runs once) or each."),
            },
            Overfill = text.Overfill switch
            {
                null or "close" => OverfillPolicy.Close,
                "keep" => OverfillPolicy.Keep,
                var other =>
                    throw new DeploymentException(
                        $"{path}: overfill is '{other}', and must be close (what an exchange fills beyond what was wanted is closed at "
                            + $"once) or keep."),
            },
            OnRemove = text.OnRemove switch
            {
                null or "keep" => StopMode.Keep,
                "cancel" => StopMode.Cancel,
                "flatten" => StopMode.Flatten,
                var other =>
                    throw new DeploymentException(
                        $"{path}: onRemove is '{other}', and must be keep (where the file is taken away while the host runs, the "
                            + $"session rests as it is), cancel (its orders are cancelled first) or flatten (its positions are closed, "
                            + $"too)."),
            },
            Account = text.Account,
        };
    }

    /// <summary>How old the newest price may be: what the file says, otherwise two bars or a minute, whichever is longer.</summary>
    private static TimeSpan StaleAfter(FeedText? feed, Resolution? bars)
    {
        if (feed?.StaleAfter is { } seconds) return TimeSpan.FromSeconds(seconds);
        var two = (bars?.Span ?? TimeSpan.Zero) * 2;
        return two > TimeSpan.FromMinutes(1) ? two : TimeSpan.FromMinutes(1);
    }

    private static BacktestSettings Settings(Text text)
    {
        var limits = new RiskLimits();
        foreach (var (name, value) in text.Risk) limits = limits.With(name, value.ToString());
        var handlers = new HandlerLimits();
        foreach (var (name, value) in text.Limits) handlers = handlers.With(name, value.ToString());
        return new BacktestSettings
        {
            Limits = handlers,
            Cash = text.Cash ?? 100_000m,
            Currency = text.Currency ?? "USD",
            Parameters = text.Parameters.ToDictionary(p => p.Key, p => p.Value.ToString()),
            Risk = limits,
            Commission = CommissionSpec.Parse(text.Commission ?? "0"),
            Slippage = SlippageSpec.Parse(text.Slippage ?? "0"),
            Fills = new FillSettings
            {
                Timing = WordChoice.Of("fill", text.Fill, FillSpec.Timings),
                LimitFill = WordChoice.Of("limitFill", text.LimitFill, FillSpec.LimitFills),
                Path = WordChoice.Of("path", text.Path, FillSpec.Paths),
                Participation = FillSpec.Part("participation", text.Participation),
                Latency = FillSpec.Delay(text.Latency),
                DataLatency = FillSpec.Delay(text.DataLatency),
            },
            Financing = new FinancingRates
            {
                Borrow = (decimal)RateSpec.Parse("borrowRate", text.BorrowRate),
                Cash = (decimal)RateSpec.Parse("cashRate", text.CashRate),
                Debt = (decimal)RateSpec.Parse("debtRate", text.DebtRate),
            },
            Seed = text.Seed ?? 1,
        };
    }

    /// <summary>The first of the terms that is given and holds for the simulated venue alone; null for none.</summary>
    private static string? PaperTermIn(Text text)
    {
        (string Name, string? Given)[] terms =
        [
            ("fill", text.Fill), ("limitFill", text.LimitFill), ("path", text.Path), ("participation", text.Participation),
            ("latency", text.Latency), ("dataLatency", text.DataLatency), ("borrowRate", text.BorrowRate), ("cashRate", text.CashRate),
            ("debtRate", text.DebtRate),
        ];
        return Array.Find(terms, t => t.Given is not null).Name;
    }

    private static PluginFeedSpec Plugin(string path, FeedText feed)
    {
        if (feed.From is not null || feed.Speed is not null)
            throw new DeploymentException($"{path}: from and speed are for replayed bars: what a plugin brings comes when it comes.");
        return new PluginFeedSpec(feed.Plugin!, Bars(path, feed), feed.Settings.ToDictionary(s => s.Key, s => s.Value.ToString()));
    }

    private static Resolution Bars(string path, FeedText? feed) => Resolution.TryParse(feed?.Resolution ?? "1m", out var resolution)
        ? resolution
        : throw new DeploymentException($"{path}: resolution is '{feed?.Resolution}', and must be a length such as 1m.");

    private static ReplaySpec Replay(string path, FeedText feed)
    {
        DateTime? from = null;
        if (feed.From is { } text)
        {
            if (!DateTime.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var date))
                throw new DeploymentException($"{path}: from is '{text}', and must be a date such as 2020-01-31.");
            from = date;
        }

        if (feed.Speed is <= 0) throw new DeploymentException($"{path}: speed must be above zero; leave it out for as fast as can be.");
        return new ReplaySpec(feed.Replay!, from, feed.Speed);
    }

    private sealed record Text
    {
        public string? Script { get; init; }

        public string? Mode { get; init; }

        public string? Account { get; init; }

        public decimal? Cash { get; init; }

        public string? Currency { get; init; }

        public IReadOnlyDictionary<string, JsonElement> Parameters { get; init; } = new Dictionary<string, JsonElement>();

        public IReadOnlyDictionary<string, JsonElement> Risk { get; init; } = new Dictionary<string, JsonElement>();

        public IReadOnlyDictionary<string, JsonElement> Limits { get; init; } = new Dictionary<string, JsonElement>();

        public string? Commission { get; init; }

        public string? Slippage { get; init; }

        public string? Fill { get; init; }

        public string? LimitFill { get; init; }

        public string? Path { get; init; }

        public string? Participation { get; init; }

        public string? Latency { get; init; }

        public string? DataLatency { get; init; }

        public string? BorrowRate { get; init; }

        public string? CashRate { get; init; }

        public string? DebtRate { get; init; }

        public int? Seed { get; init; }

        public string? Armed { get; init; }

        public string? Overfill { get; init; }

        public string? MissedTimers { get; init; }

        public string? OnRemove { get; init; }

        public FeedText? Feed { get; init; }
    }

    private sealed record FeedText
    {
        public string? Replay { get; init; }

        public string? Plugin { get; init; }

        public string? Resolution { get; init; }

        public string? Calendar { get; init; }

        public IReadOnlyDictionary<string, JsonElement> Settings { get; init; } = new Dictionary<string, JsonElement>();

        public string? From { get; init; }

        public double? Speed { get; init; }

        public double? StaleAfter { get; init; }
    }
}
