using System.Text;

namespace StrategyHost.Scripting.Compilation;

/// <summary>The text of a script.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Text">What it says.</param>
public sealed record ScriptSource(string Path, string Text)
{
    private const int LargestFile = 4 * 1024 * 1024;
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Whether it is a C# file by its name, rather than a script.</summary>
    public bool IsPlainFile => Path.EndsWith(".cs", StringComparison.OrdinalIgnoreCase);

    /// <summary>The name of the strategy in it: the file's name without its ending.</summary>
    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    /// <summary>Reads a file.</summary>
    /// <exception cref="ScriptException">It is not there, cannot be read, or is not a text file.</exception>
    public static ScriptSource Read(string path)
    {
        if (Directory.Exists(path)) throw new ScriptException($"{path} is a folder: name a .csx or .cs file in it.");
        if (!File.Exists(path)) throw new ScriptException($"There is no script {path}: give the path of a .csx or .cs file.");
        try
        {
            byte[] bytes = File.ReadAllBytes(path);
            if (bytes.Length > LargestFile)
                throw Unusable(path,
                    $"the file is {bytes.Length / 1024 / 1024} MB long, which no script is: look whether it is the right one");
            string text = Utf8.GetString(bytes).TrimStart('\uFEFF');
            if (text.Contains('\0', StringComparison.Ordinal)) throw Unusable(path, "this is not a text file: it holds zero bytes");
            if (string.IsNullOrWhiteSpace(text))
                throw Unusable(path, "the file is empty: a strategy needs at least one handler, such as OnBar(\"SPX\", bar => { … })");
            return new ScriptSource(path, text);
        }
        catch (DecoderFallbackException)
        {
            throw Unusable(path, "this is not text in UTF-8: save it as UTF-8");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new ScriptException($"{path} cannot be read: {failure.Message}", failure);
        }
    }

    private static ScriptException Unusable(string path, string reason) => new([new ScriptDiagnostic(path, 1, 1, "SH0006", reason)]);
}
