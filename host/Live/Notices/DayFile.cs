using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using StrategyHost.Live.Files;

namespace StrategyHost.Live.Notices;

/// <summary>Keeps the reports of days: a file each, <c>days/2026-01-30.json</c> in the folder of the deployment's state.</summary>
public static class DayFile
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping
    };

    /// <summary>Keeps a report, over that of the same day of an earlier session.</summary>
    /// <param name="state">The folder in which all deployments keep their state.</param>
    /// <param name="report">The report.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It must not be written.</exception>
    public static void Keep(string state, DayReport report)
    {
        string folder = Path.Combine(state, report.Deployment, "days");
        PrivateFiles.MakeFolder(folder);
        PrivateFiles.Write(Path.Combine(folder, report.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) + ".json"),
            JsonSerializer.Serialize(report, Json) + "\n");
    }
}
