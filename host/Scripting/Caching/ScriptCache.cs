using System.Security.Cryptography;
using System.Text;
using StrategyHost.Scripting.Compilation;

namespace StrategyHost.Scripting.Caching;

/// <summary>
/// Compiled scripts on disk, by what they were compiled from: the source, the files it loads, this compiler and the sdk.
/// An entry is written beside its place and renamed, so that several processes can share a folder; one that is damaged or
/// cannot be read counts as missing. What cannot be written is compiled again the next time.
/// </summary>
internal sealed class ScriptCache(string folder, CompileSettings settings)
{
    private const string Ending = ".script";
    private const int Version = 2;
    private const int MostEntries = 2_000;

    private static readonly string Tools =
        $"{typeof(ScriptCache).Module.ModuleVersionId} {typeof(Strategy).Module.ModuleVersionId} {Environment.Version}";

    /// <summary>The compiled script of a source; null when there is none that still fits.</summary>
    public ScriptImage? Find(ScriptSource source) =>
        FindIn(PathOf(source, Path.GetFullPath(source.Path)))
            ?? (settings.TakesCopies ? FindIn(PathOf(source, Path.GetFileName(source.Path))) : null);

    private static ScriptImage? FindIn(string path)
    {
        try
        {
            if (!File.Exists(path)) return null;
            var image = Read(File.ReadAllBytes(path));
            bool fits = image is not null
                && image.Loaded.Concat(image.Libraries).All(l => File.Exists(l.Path) && HashOf(File.ReadAllBytes(l.Path)) == l.Hash);
            return fits ? image : null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Keeps a compiled script.</summary>
    public void Keep(ScriptSource source, ScriptImage image)
    {
        try
        {
            Directory.CreateDirectory(folder);
            bool isCopy = settings.TakesCopies && image.LoadsNothing;
            string path = PathOf(source, isCopy ? Path.GetFileName(source.Path) : Path.GetFullPath(source.Path));
            string unfinished = $"{path}.{Environment.ProcessId}.{Environment.CurrentManagedThreadId}.tmp";
            File.WriteAllBytes(unfinished, Write(image));
            File.Move(unfinished, path, overwrite: true);
            Trim();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // Without a cache everything still works, only slower.
        }
    }

    /// <summary>The hash of a file's bytes.</summary>
    public static string HashOf(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private string PathOf(ScriptSource source, string place)
    {
        string trust = $"{string.Join(',', settings.Trust.Packages.Order(StringComparer.Ordinal))} {settings.Trust.Assemblies}";
        string identity = $"{Tools}\n{settings.HasBudgets} {settings.IsDebuggable} {trust}\n{place}\n{source.Text}";
        return Path.Combine(folder, HashOf(Encoding.UTF8.GetBytes(identity)) + Ending);
    }

    private static byte[] Write(ScriptImage image)
    {
        using var memory = new MemoryStream();
        using (var writer = new BinaryWriter(memory, Encoding.UTF8, leaveOpen: true))
        {
            writer.Write(Version);
            writer.Write((int)image.Form);
            writer.Write(image.EntryType);
            Write(writer, image.Loaded);
            Write(writer, image.Libraries);
            writer.Write(image.Assembly.Length);
            writer.Write(image.Assembly);
            writer.Write(image.Symbols.Length);
            writer.Write(image.Symbols);
        }

        byte[] content = memory.ToArray();
        return [.. SHA256.HashData(content), .. content];
    }

    /// <summary>Reads an entry; null when it is damaged or of another version.</summary>
    private static ScriptImage? Read(byte[] bytes)
    {
        const int hashLength = 32;
        if (bytes.Length < hashLength || !SHA256.HashData(bytes.AsSpan(hashLength)).AsSpan().SequenceEqual(bytes.AsSpan(0, hashLength)))
            return null;
        using var reader = new BinaryReader(new MemoryStream(bytes, hashLength, bytes.Length - hashLength), Encoding.UTF8);
        if (reader.ReadInt32() != Version) return null;
        var form = (ScriptForm)reader.ReadInt32();
        string entry = reader.ReadString();
        var loaded = ReadFiles(reader);
        var libraries = ReadFiles(reader);
        byte[] assembly = reader.ReadBytes(reader.ReadInt32());
        byte[] symbols = reader.ReadBytes(reader.ReadInt32());
        return new ScriptImage(form, entry, loaded, libraries, assembly, symbols);
    }

    private static void Write(BinaryWriter writer, IReadOnlyList<LoadedFile> files)
    {
        writer.Write(files.Count);
        foreach (var file in files)
        {
            writer.Write(file.Path);
            writer.Write(file.Hash);
        }
    }

    private static LoadedFile[] ReadFiles(BinaryReader reader)
    {
        var files = new LoadedFile[reader.ReadInt32()];
        for (int i = 0; i < files.Length; i++) files[i] = new LoadedFile(reader.ReadString(), reader.ReadString());
        return files;
    }

    /// <summary>Lets go of the entries that have not been made for longest.</summary>
    private void Trim()
    {
        // Names alone are read quickly; times are asked for when there are too many.
        if (Directory.EnumerateFiles(folder, "*" + Ending).Count() <= MostEntries) return;
        var entries = new DirectoryInfo(folder).GetFiles("*" + Ending);
        foreach (var old in entries.OrderByDescending(e => e.LastWriteTimeUtc).Skip(MostEntries)) old.Delete();
    }
}
