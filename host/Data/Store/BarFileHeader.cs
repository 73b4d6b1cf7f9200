using System.Buffers.Binary;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace StrategyHost.Data.Store;

/// <summary>The first 4,096 bytes of a bar file: magic, version, count and checksum, then a JSON object and zeros.</summary>
internal sealed record BarFileHeader(long Count, uint Checksum, BarFileNotes Notes)
{
    public const int Size = 4096;
    private const int NotesStart = 32;
    private const int Version = 1;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    private static ReadOnlySpan<byte> Magic => "SHBARS01"u8;

    /// <summary>The header as bytes.</summary>
    /// <exception cref="DataException">The notes are too long.</exception>
    public byte[] ToBytes()
    {
        var bytes = new byte[Size];
        Magic.CopyTo(bytes);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(8), Version);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(12), Checksum);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(16), Count);
        var notes = JsonSerializer.SerializeToUtf8Bytes(Notes, Json);
        if (notes.Length > Size - NotesStart) throw new DataException($"The terms of {Notes.Instrument.Symbol} are too long to be kept.");
        notes.CopyTo(bytes.AsSpan(NotesStart));
        return bytes;
    }

    /// <summary>Reads a header.</summary>
    /// <exception cref="DataException">The bytes are none.</exception>
    public static BarFileHeader Read(string path, ReadOnlySpan<byte> bytes, long fileLength)
    {
        if (bytes.Length < Size || !bytes.StartsWith(Magic)) throw new DataException($"{path} is not a bar file: import the data anew.");
        if (BinaryPrimitives.ReadInt32LittleEndian(bytes[8..]) != Version)
            throw new DataException($"{path} was written by another version: import the data anew.");
        long count = BinaryPrimitives.ReadInt64LittleEndian(bytes[16..]);
        if (count < 0 || fileLength != Size + (count * BarFile.BytesPerBar))
            throw new DataException(
                $"{path} is damaged: it holds {fileLength} bytes and says that it has {count} bars. Import the data anew.");
        try
        {
            var notes = JsonSerializer.Deserialize<BarFileNotes>(bytes[NotesStart..Size].TrimEnd((byte)0), Json)!;
            return new BarFileHeader(count, BinaryPrimitives.ReadUInt32LittleEndian(bytes[12..]), notes);
        }
        catch (JsonException failure)
        {
            throw new DataException($"{path} is damaged: its header cannot be read. Import the data anew.", failure);
        }
    }
}
