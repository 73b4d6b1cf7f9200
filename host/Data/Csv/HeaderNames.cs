namespace StrategyHost.Data.Csv;

/// <summary>
/// The names that files give to their columns, in the languages in which exchanges, banks and data vendors write them. Names are
/// compared by letters and digits alone, without case and accents.
/// </summary>
internal static class HeaderNames
{
    private const string Accented = "àáâãäåąçćèéêëęìíîïłñńòóôõöśùúûüýżźё";
    private const string Plains = "aaaaaaacceeeeeiiiilnnooooosuuuuyzzе";
    private static readonly string[] Starts = ["opentime", "starttime", "startat", "begin", "windowstart", "candlebegintime"];
    private static readonly string[] Ends = ["closetime", "endtime", "endat", "end", "windowend"];
    private static readonly string[] UtcTimes = ["gmttime", "dateutc", "timeutc", "datetimeutc", "timestamputc", "utctime", "utcdatetime"];

    private static readonly string[] Dates =
        ["date", "tradedate", "tradingdate", "dtyyyymmdd", "datum", "fecha", "data", "дата", "日期", "交易日期", "日付", "日期date", "날짜", "일자"];

    private static readonly string[] Clocks =
        ["time", "timeofday", "uhrzeit", "zeit", "hora", "ora", "heure", "czas", "godzina", "время", "时间", "時間", "시간", "timestamp"];

    private static readonly string[] Times =
    [
        "time", "datetime", "timestamp", .. Dates, .. Starts, "unix", "unixtime", "epoch", "ts", "t", "mts", .. UtcTimes, "localtime",
        "observationdate", "day", "tradeday", "timeperiodstart", "时间", "時間", "日時", "время", .. Ends,
    ];

    private static readonly string[] Opens =
        ["open", "o", "openprice", "first", "priceopen", "openingprice", "eroffnung", "erffnung", "eroffn", "erffn", "erster", "apertura",
            "abertura", "ouverture", "ouv", "otwarcie", "откр", "открытие", "开盘", "开盘价", "開盤", "始値", "시가"];

    private static readonly string[] Highs =
        ["high", "h", "highprice", "max", "pricehigh", "dayhigh", "hoch", "maximo", "maxima", "mximo", "mxima", "massimo", "plushaut",
            "haut", "najwyzszy", "макс", "максимум", "最高", "最高价", "高値", "고가"];

    private static readonly string[] Lows =
        ["low", "l", "lowprice", "min", "pricelow", "daylow", "tief", "minimo", "minima", "mnimo", "mnima", "minimoprezzo", "plusbas",
            "bas", "najnizszy", "мин", "минимум", "最低", "最低价", "安値", "저가"];

    private static readonly string[] Closes =
    [
        "close", "c", "closeprice", "last", "closelast", "lastprice", "latest", "priceclose", "closingprice", "schlusskurs", "schluss",
        "zuletzt", "cierre",
        "ultimo", "ltimo", "chiusura", "fechamento", "cloture", "clture", "clot", "dernier", "zamkniecie", "закр", "закрытие", "цена", "收盘",
        "收盘价", "收市", "终値", "終値", "종가", "price",
    ];

    private static readonly string[] Volumes =
    [
        "volume", "v", "vol", "realvolume", "basevolume", "volumebtc", "shares", "noofshares", "totaltradedquantity", "qty", "quantity",
        "sharevolume", "stuecke", "stucke", "volumen",
        "wolumen", "объем", "成交量", "成交股数", "出来高", "거래량", "volumeshares", "tradedquantity", "ttltrdqnty",
    ];

    private static readonly string[] TickVolumes = ["tickvol", "tickvolume", "ticks", "tickcount"];
    private static readonly string[] AdjustedCloses = ["adjclose", "adjustedclose", "adjustmentclose", "closeadj", "closeadjusted",
        "adjcloseprice", "closesplitsanddividendsadjusted", "修正後終値", "調整後終値"];
    private static readonly string[] Symbols =
        ["symbol", "ticker", "tscode", "tic", "code", "instrumentname", "instrument", "ric", "name", "股票代码", "代码"];

    /// <summary>Finds the columns by their names.</summary>
    public static ColumnRoles Find(IReadOnlyList<string> names)
    {
        var plain = names.Select(Plain).ToList();
        int clock = First(plain, Clocks);
        int date = First(plain, Dates);
        bool isSplit = date >= 0 && clock >= 0;
        int time = isSplit ? date : First(plain, Times);
        if (time < 0 && plain[0] is "" or "unnamed0" or "index") time = 0;
        int up = plain.IndexOf("up");
        int down = plain.IndexOf("down");
        bool isUpAndDown = up >= 0 && down >= 0;
        int volume = isUpAndDown ? up : FirstBeginning(plain, Volumes);
        int ticks = First(plain, TickVolumes);
        return new ColumnRoles
        {
            Time = time,
            TimeOfDay = isSplit ? clock : -1,
            Open = First(plain, Opens),
            High = First(plain, Highs),
            Low = First(plain, Lows),
            Close = First(plain, Closes),
            Volume = volume >= 0 ? volume : ticks,
            AddedVolume = isUpAndDown ? down : -1,
            TickVolume = volume >= 0 ? ticks : -1,
            AdjustedClose = First(plain, AdjustedCloses),
            Symbol = First(plain, Symbols),
        };
    }

    /// <summary>The columns of prices and volumes after splits and dividends, where a file has them all; null where it does not.</summary>
    public static ColumnRoles? FindAdjusted(IReadOnlyList<string> names, ColumnRoles roles)
    {
        var plain = names.Select(Plain).ToList();
        int Adjusted(string name) => First(plain, ["adj" + name, "adjusted" + name, "adjustment" + name, name + "adj"]);
        var adjusted = roles with
        {
            Open = Adjusted("open"),
            High = Adjusted("high"),
            Low = Adjusted("low"),
            Close = Adjusted("close"),
            AdjustedClose = -1
        };
        if (adjusted.Open < 0 || adjusted.High < 0 || adjusted.Low < 0 || adjusted.Close < 0) return null;
        int volume = Adjusted("volume");
        return volume < 0 ? adjusted : adjusted with { Volume = volume };
    }

    /// <summary>What the name of a column of times says about them: start or end of the bar; null when it says neither.</summary>
    public static BarStamps? StampsOf(string name)
    {
        string plain = Plain(name);
        return Starts.Contains(plain) ? BarStamps.Start : Ends.Contains(plain) ? BarStamps.End : null;
    }

    /// <summary>Whether the name of a column of times says that they are UTC.</summary>
    public static bool IsUtc(string name) => UtcTimes.Contains(Plain(name));

    /// <summary>Whether a name is one of a column of times or symbols, or pandas' name of all columns: what begins the further lines of a
    /// header.</summary>
    public static bool IsLabel(string name)
    {
        string plain = Plain(name);
        return plain is "ticker" or "tickers" or "price" || Times.Contains(plain);
    }

    /// <summary>The first name that is in the list, or else the first that begins with volume: <c>Volume BTC</c>, <c>Volume
    /// (shares)</c>.</summary>
    private static int FirstBeginning(List<string> names, string[] wanted)
    {
        int exact = First(names, wanted);
        return exact >= 0 ? exact : names.FindIndex(n => n.StartsWith("volume", StringComparison.Ordinal));
    }

    private static int First(List<string> names, string[] wanted)
    {
        foreach (var name in wanted)
        {
            int index = names.IndexOf(name);
            if (index >= 0) return index;
        }

        return -1;
    }

    private static string Plain(string name) =>
        new([.. name.Where(char.IsLetterOrDigit).Select(c => WithoutAccent(char.ToLowerInvariant(c)))]);

    /// <summary>The letter that an accented one is; the host has no tables of the world's letters to ask.</summary>
    private static char WithoutAccent(char letter)
    {
        int at = Accented.IndexOf(letter, StringComparison.Ordinal);
        return at < 0 ? letter : Plains[at];
    }
}
