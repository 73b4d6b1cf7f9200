using System.Buffers.Binary;
using System.Globalization;
using Microsoft.Data.Sqlite;
using StrategyHost.Live.Deployments;
using StrategyHost.Live.Files;
using StrategyHost.Live.Journaling;

namespace StrategyHost.Live.Sessions;

/// <summary>
/// Repairs the state of a deployment whose journal is damaged: what can be read of it becomes a new journal, and the damaged one is kept
/// aside. A session goes on only where its events fit what it did on them, so that its next start leads to the same orders.
/// </summary>
public sealed class StateRepair
{
    /// <summary>The header of an SQLite file: its length, where the size and the number of pages stand in it, and the size that is written
    /// as 1.</summary>
    private const int HeaderLength = 100, PageSizeAt = 16, PageCountAt = 28, LargestPage = 65536;

    /// <summary>An end that is longer, in bytes, is not believed to have been there.</summary>
    private const long LongestEnd = 1L << 34;
    private readonly string state;
    private readonly string deployment;
    private readonly DeploymentParts parts;
    private readonly SessionFolder folder;

    /// <summary>A repair.</summary>
    /// <param name="state">The folder in which all deployments keep their state.</param>
    /// <param name="deployment">The deployment.</param>
    /// <param name="parts">What it is put together from.</param>
    public StateRepair(string state, string deployment, DeploymentParts parts)
    {
        this.state = state;
        this.deployment = deployment;
        this.parts = parts;
        folder = new SessionFolder(state, deployment);
    }

    /// <summary>Repairs it, where it needs that.</summary>
    /// <returns>What was saved and what was not.</returns>
    /// <exception cref="DeploymentException">There is no such state, a host runs it, or it cannot be written.</exception>
    /// <exception cref="JournalException">The journal is of another version of the host.</exception>
    public async Task<RepairReport> RunAsync(CancellationToken cancellation)
    {
        if (!folder.Exists)
            throw new DeploymentException($"There is no state of {deployment} in {state}: there is nothing to repair.");
        using var claim = folder.Claim();
        if (FilesOf(folder.Journal).All(f => new FileInfo(f).Length == 0 || f.EndsWith("-shm", StringComparison.Ordinal)))
            return new RepairReport { IsGone = true };
        string saved = folder.Journal + ".saved", copy = folder.Journal + ".copy";
        try
        {
            if (DamageOf(folder.Journal) is not { } damage) return new RepairReport();
            Copy(copy);
            var sessions = Salvage(copy, saved);
            if (sessions.Count == 0) return new RepairReport { Damage = damage };
            var report = new RepairReport { Damage = damage, Sessions = sessions, Latest = Math.Max(folder.Latest, sessions[^1].Session) };
            report = await FitAsync(saved, report, cancellation);
            return report with { Aside = PutInPlace(saved) };
        }
        catch (Exception failure) when (failure is SqliteException or IOException or UnauthorizedAccessException)
        {
            throw new DeploymentException(
                $"The state of {deployment} cannot be repaired, and is as it was: {failure.Message.TrimEnd('.')}. Look at the disk, and "
                    + $"try again.", failure);
        }
        finally
        {
            Forget(saved);
            Forget(copy);
        }
    }

    /// <summary>What is wrong with a journal; null for nothing.</summary>
    private string? DamageOf(string path)
    {
        try
        {
            using var journal = Journal.OpenToRead(path);
            journal.ReadWhole(deployment);
            return null;
        }
        catch (JournalException failure) when (failure.IsDamage)
        {
            string damage = failure.InnerException?.Message ?? failure.Message;
            return damage.Split('\n')[^1].TrimEnd('.');
        }
    }

    /// <summary>Makes a copy to read from, as long as the file was where its end is gone: SQLite opens no shorter one.</summary>
    private void Copy(string copy)
    {
        Forget(copy);
        foreach (var path in FilesOf(folder.Journal).Where(f => !f.EndsWith("-shm", StringComparison.Ordinal)))
            PrivateFiles.Copy(path, copy + path[folder.Journal.Length..]);
        using var file = new FileStream(copy, FileMode.Open, FileAccess.ReadWrite);
        var header = new byte[HeaderLength];
        if (file.ReadAtLeast(header, HeaderLength, throwOnEndOfStream: false) < HeaderLength) return;
        int pageSize = BinaryPrimitives.ReadUInt16BigEndian(header.AsSpan(PageSizeAt));
        long length = (pageSize == 1 ? LargestPage : pageSize) * (long)BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(PageCountAt));
        if (length > file.Length && length < file.Length + LongestEnd) file.SetLength(length);
    }

    private IReadOnlyList<SalvagedSession> Salvage(string copy, string saved)
    {
        Forget(saved);
        new Journal(saved).Dispose();
        using var salvage = new JournalSalvage(deployment, copy, saved);
        return salvage.Run(folder.Latest);
    }

    /// <summary>Cuts the session that has not ended to the events that fit what it did on them, or ends it where nothing does, or a later
    /// session is lost.</summary>
    private async Task<RepairReport> FitAsync(string saved, RepairReport report, CancellationToken cancellation)
    {
        var last = report.Sessions[^1];
        bool isLatest = last.Session == report.Latest;
        if (last.IsOver || (last.IsWhole && isLatest)) return report;
        var fit = last.HasAllElse && isLatest ? await FitAsync(saved, last, cancellation) : SessionFit.None;
        using var journal = new Journal(saved);
        var lost = fit.Events == 0 ? [] : journal.Cut(last.Session, fit);
        if (fit.Events == 0) journal.End(last.Session, parts.Clock.GetUtcNow().UtcDateTime);
        return report with { GoesOnAfter = fit.Events, GoesOnAt = journal.CountEvents(last.Session).Latest, Lost = lost };
    }

    /// <summary>How much of a session fits together: nothing where it cannot be handled again, whatever keeps it from that.</summary>
    private async Task<SessionFit> FitAsync(string saved, SalvagedSession session, CancellationToken cancellation)
    {
        try
        {
            using var recording = new Recording(deployment, state, session.Session, parts, saved);
            return await recording.FitAsync(session.HasAllOutcomes, cancellation);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            return SessionFit.None;
        }
    }

    /// <summary>Moves the damaged journal aside, and the new one into its place.</summary>
    /// <returns>Where the damaged one is.</returns>
    private string PutInPlace(string saved)
    {
        string aside = Path.Combine(folder.Path,
            string.Create(CultureInfo.InvariantCulture, $"damaged-{parts.Clock.GetUtcNow():yyyyMMdd'T'HHmmss'Z'}"));
        PrivateFiles.MakeFolder(aside);
        foreach (var path in FilesOf(folder.Journal)) File.Move(path, Path.Combine(aside, Path.GetFileName(path)));
        File.Move(saved, folder.Journal);
        return aside;
    }

    private static void Forget(string journal)
    {
        foreach (var path in FilesOf(journal)) File.Delete(path);
    }

    private static IEnumerable<string> FilesOf(string journal) =>
        new[] { journal, journal + "-wal", journal + "-shm" }.Where(File.Exists);
}
