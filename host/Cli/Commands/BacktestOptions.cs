using System.CommandLine;
using System.Globalization;
using StrategyHost.Cli.Settings;
using StrategyHost.Data.Calendars;
using StrategyHost.Data.Csv;
using StrategyHost.Engine;
using StrategyHost.Engine.Costs;
using StrategyHost.Engine.Risk;
using StrategyHost.Engine.Runs;
using StrategyHost.Engine.Statistics;
using StrategyHost.Engine.Supervision;
using StrategyHost.Engine.Venues;
using StrategyHost.Scripting.Compilation;

namespace StrategyHost.Cli.Commands;

/// <summary>The options of <c>backtest</c>, and the settings that they make.</summary>
internal sealed class BacktestOptions
{
    private readonly Option<string[]> data = new("--data")
    {
        Description = "folder with data, or a CSV file time,open,high,low,close,volume (default: data, samples/data)",
        HelpName = "PATH"
    };
    private readonly Option<string?> symbol = new("--symbol")
    {
        Description = "the symbol to trade: sets the parameter 'symbol', and names a single CSV file",
        HelpName = "S"
    };
    private readonly Option<string?> from = new("--from")
    {
        Description = "first day; earlier bars only warm indicators up",
        HelpName = "DATE"
    };
    private readonly Option<string?> to = new("--to") { Description = "last day", HelpName = "DATE" };
    private readonly Option<string?> resolution = new("--resolution")
    {
        Description = "length of the bars: 1mo, 1w, 1d, 1h, 5m, 1m (default: the shortest there are)",
        HelpName = "LENGTH"
    };
    private readonly Option<string?> zone = new("--zone")
    {
        Description = "time zone of times without an offset (default: UTC)",
        HelpName = "ZONE"
    };
    private readonly Option<string?> calendar = new("--calendar")
    {
        Description = $"trading calendar of CSV files: {string.Join(", ", TradingCalendars.Names)}",
        HelpName = "NAME"
    };
    private readonly Option<string?> cash = new("--cash") { Description = "cash at the start (default: 100000)", HelpName = "MONEY" };
    private readonly Option<string?> currency = new("--currency")
    {
        Description = "currency of the account (default: USD)",
        HelpName = "CODE"
    };
    private readonly Option<string[]> set = new("--set") { Description = "value of a parameter of the strategy", HelpName = "NAME=VALUE" };
    private readonly Option<string?> fill = new("--fill")
    {
        Description = "what market orders get: next-open (default) or close, which looks at the bar's own close",
        HelpName = "WHEN"
    };
    private readonly Option<string?> limitFill = new("--limit-fill")
    {
        Description = "what a limit order needs: touch (default), or through, a price beyond it",
        HelpName = "RULE"
    };
    private readonly Option<string?> path = new("--path")
    {
        Description = "which linked order a bar that touches several fills: stops-first (default), ohlc or adaptive",
        HelpName = "MODEL"
    };
    private readonly Option<string?> participation = new("--participation")
    {
        Description = "part of a bar's volume that orders can fill, such as 10% (default: any quantity)",
        HelpName = "PART"
    };
    private readonly Option<string?> latency = new("--latency")
    {
        Description = "how long messages to the venue take: 0, 250ms, or 50ms..200ms (default: 0)",
        HelpName = "TIME"
    };
    private readonly Option<string?> dataLatency = new("--data-latency")
    {
        Description = "how long market data takes to the strategy (default: 0)",
        HelpName = "TIME"
    };
    private readonly Option<string?> commission = new("--commission")
    {
        Description =
            "0, 0.1%, 0.005/share:min=1:max=1%, 1/order, maker=0.02%:taker=0.05%, us-equities, hong-kong, china-a, binance, okx, bybit, "
                + "or several with +",
        HelpName = "SPEC"
    };
    private readonly Option<string?> slippage = new("--slippage")
    {
        Description = "0, 5bps, 0.01 (price units), 1tick, 0.5spread, 0.1volume (share of volume) or 1sqrt (square-root impact)",
        HelpName = "SPEC"
    };
    private readonly Option<string?> borrow = new("--borrow-rate")
    {
        Description = "what short positions cost a year, such as 3% (default: 0)",
        HelpName = "RATE"
    };
    private readonly Option<string?> cashRate = new("--cash-rate")
    {
        Description = "what cash earns a year (default: 0)",
        HelpName = "RATE"
    };
    private readonly Option<string?> debtRate = new("--debt-rate")
    {
        Description = "what cash below zero costs a year (default: 0)",
        HelpName = "RATE"
    };
    private readonly Option<string[]> risk = new("--risk")
    {
        Description = $"a risk limit: {string.Join(", ", RiskLimitSpec.Table.Select(l => l.Name))}",
        HelpName = "NAME=VALUE"
    };
    private readonly Option<string[]> limit = new("--limit")
    {
        Description = $"what the strategy may use in one event: {string.Join(", ", HandlerLimitSpec.Names)}=stop|skip|cancel",
        HelpName = "NAME=VALUE"
    };
    private readonly Option<string?> seed = new("--seed") { Description = "what random numbers start from (default: 1)", HelpName = "N" };
    private readonly Option<string?> convention = new("--convention")
    {
        Description = "whose formulas ratios follow: standard (default), lean or backtesting.py",
        HelpName = "NAME"
    };
    private readonly Option<string?> riskFree = new("--risk-free")
    {
        Description = "yearly risk-free rate for ratios, such as 2% (default: 0)",
        HelpName = "RATE"
    };
    private readonly Option<string?> benchmark = new("--benchmark")
    {
        Description = "symbol to compare with: alpha, beta, information ratio, tracking error",
        HelpName = "S"
    };
    private readonly Option<string?> outFolder = new("--out")
    {
        Description = "folder for the result (default: results/<strategy>)",
        HelpName = "DIR"
    };
    private readonly Option<string?> config = new("--config")
    {
        Description = $"configuration file (default: {HostConfiguration.FileName})",
        HelpName = "FILE"
    };

    private readonly BrokerOption broker = new();
    private readonly Option<bool> debug = new("--debug")
    {
        Description = "compile for a debugger and wait until one is attached; the strategy's limits are off"
    };

    /// <summary>What the times in CSV files stand for.</summary>
    public static Option<string?> Stamps { get; } = new("--stamps")
    {
        Description = "what times in a CSV file stand for: start or end of the bar",
        HelpName = "start|end"
    };

    public void AddTo(Command command)
    {
        Option[] all =
        [
            data, symbol, from, to, resolution, Stamps, zone, calendar, cash, currency, set, fill, limitFill, path, participation, latency,
            dataLatency, commission, slippage, borrow, cashRate, debtRate, risk, limit, seed,
            convention, riskFree, benchmark, outFolder, config, debug, ErrorBoundary.Json,
        ];
        foreach (var option in all) command.Options.Add(option);
        broker.AddTo(command);
    }

    /// <summary>What the command line and the configuration ask for.</summary>
    /// <exception cref="UsageException">They ask for what cannot be.</exception>
    /// <exception cref="Plugins.Loading.PluginException">The broker's plugin cannot be loaded.</exception>
    /// <exception cref="Plugins.BrokerException">The broker's plugin does not say what it takes.</exception>
    public async Task<BacktestRequest> ReadAsync(ParseResult arguments, CancellationToken cancellation)
    {
        var file = HostConfiguration.Read(arguments.GetValue(config));
        var request = Read(arguments, file);
        var (name, takes) = await broker.ReadAsync(arguments, file.Broker, cancellation);
        return request with { Broker = name, Settings = request.Settings with { Broker = takes } };
    }

    private BacktestRequest Read(ParseResult arguments, HostConfiguration file)
    {
        string zoneName = arguments.GetValue(zone) ?? "UTC";
        var settings = new BacktestSettings
        {
            Cash = Cash(arguments.GetValue(cash), file.Cash),
            Currency = arguments.GetValue(currency) ?? file.Currency ?? "USD",
            From = arguments.GetValue(from) is { } first ? RunDate.Begin("--from", first, zoneName) : null,
            To = arguments.GetValue(to) is { } last ? RunDate.End("--to", last, zoneName) : null,
            Fills = Fills(arguments),
            Commission = CommissionSpec.Parse(arguments.GetValue(commission) ?? file.Commission ?? "0"),
            Slippage = SlippageSpec.Parse(arguments.GetValue(slippage) ?? file.Slippage ?? "0"),
            Financing = new FinancingRates
            {
                Borrow = (decimal)RateSpec.Parse("--borrow-rate", arguments.GetValue(borrow)),
                Cash = (decimal)RateSpec.Parse("--cash-rate", arguments.GetValue(cashRate)),
                Debt = (decimal)RateSpec.Parse("--debt-rate", arguments.GetValue(debtRate)),
            },
            Risk = Risk(file, arguments.GetValue(risk) ?? []),
            Limits = Limits(file, arguments.GetValue(limit) ?? []),
            Seed = Seed(arguments.GetValue(seed)),
            Parameters = Parameters(arguments.GetValue(set) ?? []),
        };
        if (settings.From >= settings.To) throw new UsageException("--from must be before --to.");
        return new BacktestRequest
        {
            Settings = settings,
            Compile = arguments.GetValue(debug)
                ? CompileSettings.ForDebugging with { Trust = file.Trust } : new CompileSettings { Trust = file.Trust },
            Data = arguments.GetValue(data) is { Length: > 0 } paths ? paths : file.Data ?? DataPaths.Usual(),
            Symbol = arguments.GetValue(symbol),
            Resolution = Choices.Length("--resolution", arguments.GetValue(resolution)),
            Csv = new CsvOptions
            {
                Stamps = Choices.Stamps(arguments.GetValue(Stamps)),
                Zone = arguments.GetValue(zone),
                Calendar = arguments.GetValue(calendar)
            },
            Out = arguments.GetValue(outFolder),
            Convention = WordChoice.Of("--convention", arguments.GetValue(convention), ("standard", RatioConvention.Standard),
                ("lean", RatioConvention.Lean), ("backtesting.py", RatioConvention.BacktestingPy)),
            RiskFreeRate = RateSpec.Parse("--risk-free", arguments.GetValue(riskFree)),
            Benchmark = arguments.GetValue(benchmark),
            IsJson = arguments.GetValue(ErrorBoundary.Json),
        };
    }

    private FillSettings Fills(ParseResult arguments) => new()
    {
        Timing = WordChoice.Of("--fill", arguments.GetValue(fill), FillSpec.Timings),
        LimitFill = WordChoice.Of("--limit-fill", arguments.GetValue(limitFill), FillSpec.LimitFills),
        Path = WordChoice.Of("--path", arguments.GetValue(path), FillSpec.Paths),
        Participation = FillSpec.Part("--participation", arguments.GetValue(participation)),
        Latency = FillSpec.Delay(arguments.GetValue(latency)),
        DataLatency = FillSpec.Delay(arguments.GetValue(dataLatency)),
    };

    private static decimal Cash(string? text, decimal? configured)
    {
        decimal cash = Choices.Positive("--cash", text) ?? configured ?? 100_000m;
        return cash > 0 ? cash : throw new UsageException("The configured cash must be above zero.");
    }

    private static int Seed(string? text)
    {
        int seed = 1;
        if (text is not null && !int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out seed))
            throw new UsageException($"--seed takes a whole number, not '{text}'.");
        return seed;
    }

    private static RiskLimits Risk(HostConfiguration file, string[] given)
    {
        var limits = new RiskLimits();
        foreach (var (name, value) in file.Risk) limits = limits.With(name, value.ToString());
        foreach (var text in given)
        {
            var limit = NamedValue.Parse("--risk", text);
            limits = limits.With(limit.Name, limit.Value);
        }

        return limits;
    }

    private static HandlerLimits Limits(HostConfiguration file, string[] given)
    {
        var limits = new HandlerLimits();
        foreach (var (name, value) in file.Limits) limits = limits.With(name, value.ToString());
        foreach (var text in given)
        {
            var limit = NamedValue.Parse("--limit", text);
            limits = limits.With(limit.Name, limit.Value);
        }

        return limits;
    }

    private static Dictionary<string, string> Parameters(string[] given)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var text in given)
        {
            var value = NamedValue.Parse("--set", text);
            if (!values.TryAdd(value.Name, value.Value)) throw new UsageException($"--set gives '{value.Name}' two values.");
        }

        return values;
    }
}
