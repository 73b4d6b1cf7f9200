using System.Security.Cryptography;
using System.Text;

namespace StrategyHost.Scripting.Watching;

/// <summary>Tells versions of a script apart: by the content of the files that it is made of.</summary>
internal static class ScriptVersion
{
    private const int Shown = 12;

    /// <summary>The version of what the files hold now; a file that is missing or cannot be read counts as empty.</summary>
    public static string Of(IReadOnlyList<string> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in files)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(file + "\n"));
            hash.AppendData(Content(file));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..Shown];
    }

    private static byte[] Content(string file)
    {
        try
        {
            return File.Exists(file) ? File.ReadAllBytes(file) : [];
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
