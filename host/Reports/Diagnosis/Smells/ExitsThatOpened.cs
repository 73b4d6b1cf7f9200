using System.Globalization;

namespace StrategyHost.Reports.Diagnosis.Smells;

/// <summary>An order that could only close when it was made, and that opened a position when it filled, as another exit had filled before
/// it.</summary>
public static class ExitsThatOpened
{
    /// <summary>The smell; null when there is none.</summary>
    public static Smell? Find(StoredResult result)
    {
        var orders = Enumerable.Range(0, result.Orders.Count).ToDictionary(i => result.Orders[i, "id"], StringComparer.Ordinal);
        var histories = new Dictionary<string, PositionHistory>(StringComparer.Ordinal);
        string? first = null;
        int found = 0;
        for (int i = 0; i < result.Fills.Count; i++)
        {
            string symbol = result.Fills[i, "symbol"];
            if (!histories.TryGetValue(symbol, out var history)) histories.Add(symbol, history = new PositionHistory());
            double sign = result.Fills[i, "side"] == "Buy" ? 1 : -1;
            string id = result.Fills[i, "order_id"];
            bool opens = history.Latest * sign >= 0;
            if (opens && orders.TryGetValue(id, out int order) && WasExit(result.Orders, order, history, sign))
            {
                found++;
                first ??= id;
            }

            history.Add(StoredResult.Time(result.Fills[i, "time"])!.Value, sign * result.Fills.Number(i, "quantity")!.Value);
        }

        return found == 0 ? null : new Smell(
            "exits that opened",
            string.Create(CultureInfo.InvariantCulture,
                $"{found:N0} {(found == 1 ? "fill" : "fills")} of orders that were made to close a position opened one on the other "
                    + $"side; the first is of order {first}."),
            "Link exits with Oco or Ouo, use Bracket, or make them reduce-only: an exit that is cancelled in OnFill can be filled by "
                + "the same bar.");
    }

    private static bool WasExit(StoredTable orders, int order, PositionHistory history, double sign)
    {
        double held = history.At(StoredResult.Time(orders[order, "submitted"])!.Value);
        return held * sign < 0 && orders.Number(order, "quantity") <= Math.Abs(held);
    }

    /// <summary>What was held of a symbol after each fill.</summary>
    private sealed class PositionHistory
    {
        private readonly List<DateTime> times = [];
        private readonly List<double> held = [];

        public double Latest => held.Count == 0 ? 0 : held[^1];

        public void Add(DateTime time, double change)
        {
            double next = Latest + change;
            times.Add(time);
            held.Add(Math.Abs(next) < 1e-9 ? 0 : next);
        }

        /// <summary>What was held after all fills up to an instant.</summary>
        public double At(DateTime time)
        {
            int low = 0;
            int high = times.Count;
            while (low < high)
            {
                int middle = (low + high) / 2;
                if (times[middle] <= time) low = middle + 1;
                else high = middle;
            }

            return low == 0 ? 0 : held[low - 1];
        }
    }
}
