namespace StrategyHost.Engine.Orders;

/// <summary>The words of orders as bytes: one that comes again (a symbol, a tag, a reason) is a number of a byte or two.</summary>
internal sealed class OrderText
{
    /// <summary>How many words have numbers at most. Those beyond are written whole: tags may all be different.</summary>
    private const int MostKnown = 1024;
    private const int None = 0, Whole = 1, First = 2;
    private readonly Dictionary<string, int> numbers = new(StringComparer.Ordinal);
    private readonly List<string> words = [];

    /// <summary>Writes a word, or that there is none.</summary>
    public void Write(BinaryWriter to, string? word)
    {
        if (word is null)
        {
            to.Write7BitEncodedInt(None);
            return;
        }

        if (!numbers.TryGetValue(word, out int number) && words.Count < MostKnown)
        {
            number = First + words.Count;
            numbers.Add(word, number);
            words.Add(word);
        }

        to.Write7BitEncodedInt(number == 0 ? Whole : number);
        if (number == 0) to.Write(word);
    }

    /// <summary>Reads a word; null where there is none.</summary>
    public string? Read(BinaryReader from) => from.Read7BitEncodedInt() switch
    {
        None => null,
        Whole => from.ReadString(),
        int number => words[number - First],
    };
}
