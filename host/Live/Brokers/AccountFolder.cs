using StrategyHost.Live.Files;

namespace StrategyHost.Live.Brokers;

/// <summary>The folder of an account's state; made where it is missing.</summary>
internal sealed class AccountFolder : IAccountFiles
{
    private readonly string folder;

    /// <summary>A folder.</summary>
    public AccountFolder(string folder)
    {
        this.folder = folder;
        PrivateFiles.MakeFolder(folder);
    }

    /// <inheritdoc/>
    public string? Read(string name)
    {
        string path = Path.Combine(folder, name);
        return File.Exists(path) ? File.ReadAllText(path) : null;
    }

    /// <inheritdoc/>
    public void Write(string name, string text) => PrivateFiles.Write(Path.Combine(folder, name), text);

    /// <inheritdoc/>
    public string? Take(string name)
    {
        if (Read(name) is not { } text) return null;
        File.Delete(Path.Combine(folder, name));
        return text;
    }
}
