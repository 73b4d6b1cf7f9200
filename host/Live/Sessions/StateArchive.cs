using System.Globalization;
using StrategyHost.Live.Deployments;

namespace StrategyHost.Live.Sessions;

/// <summary>Where the state of deployments is put aside. Nothing is deleted: what is moved back is as it was.</summary>
public static class StateArchive
{
    /// <summary>The folder's name, in the folder of all state.</summary>
    public const string FolderName = "archive";

    /// <summary>Puts a deployment's state aside, readable or not. Its next start begins anew, with a journal whose orders have names of
    /// their own at the broker.</summary>
    /// <param name="state">The folder in which all deployments keep their state.</param>
    /// <param name="deployment">The deployment.</param>
    /// <param name="now">The host's time, UTC.</param>
    /// <returns>Where it is now, and where its latest session stood; null for where it stood when that cannot be read, or there was
    /// none.</returns>
    /// <exception cref="DeploymentException">It has no state, a host runs it, or it cannot be moved.</exception>
    public static (string Path, DeploymentStatus? Status) Put(string state, string deployment, DateTime now)
    {
        var folder = new SessionFolder(state, deployment);
        if (!folder.Exists)
            throw new DeploymentException($"There is no journal of {deployment} in {state}: there is nothing to put aside.");
        string to =
            Path.Combine(state, FolderName, string.Create(CultureInfo.InvariantCulture, $"{deployment}-{now:yyyyMMdd'T'HHmmss'Z'}"));
        using var claim = folder.Claim();
        var status = DeploymentStatus.In(state, name => name == deployment).Deployments is [var one] ? one : null;
        try
        {
            Files.PrivateFiles.MakeFolder(Path.GetDirectoryName(to)!);

            // Windows moves no folder in which a file is open.
            if (OperatingSystem.IsWindows()) claim.Dispose();
            Directory.Move(folder.Path, to);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new DeploymentException($"The state of {deployment} cannot be moved to {to}: {failure.Message.TrimEnd('.')}.", failure);
        }

        return (to, status);
    }
}
