namespace StrategyHost.Indicators.Windows;

/// <summary>
/// The latest numbers of a series in the order of their size, with the count and the sum of those below a bound in
/// O(log n). A treap (Seidel, Aragon 1996) over one node a place of the window; priorities come from the places, so
/// that the same numbers always make the same tree.
/// </summary>
internal sealed class OrderedWindow
{
    private const int None = -1;
    private readonly Node[] nodes;
    private int root = None;
    private int next;

    public OrderedWindow(int length)
    {
        nodes = new Node[length];
        for (int i = 0; i < length; i++) nodes[i].Priority = Scatter((uint)i);
    }

    public int Count => root == None ? 0 : nodes[root].Count;

    public double Sum => root == None ? 0 : nodes[root].Sum;

    public bool IsFull => Count == nodes.Length;

    /// <summary>Multiplies all numbers by one above zero.</summary>
    public void Multiply(double factor)
    {
        for (int i = 0; i < nodes.Length; i++)
        {
            nodes[i].Number *= factor;
            nodes[i].Sum *= factor;
        }
    }

    /// <summary>Takes a number in; when the window is full, the oldest leaves.</summary>
    public void Push(double number)
    {
        if (IsFull) root = Remove(root, next);
        nodes[next] = new Node { Number = number, Priority = nodes[next].Priority, Left = None, Right = None };
        Update(next);
        var (less, more) = Split(root, number, next);
        root = Merge(Merge(less, next), more);
        if (++next == nodes.Length) next = 0;
    }

    /// <summary>How many numbers are smaller than a bound, and their sum.</summary>
    public (int Count, double Sum) Below(double bound)
    {
        int count = 0;
        double sum = 0;
        for (int at = root; at != None;)
        {
            ref readonly var node = ref nodes[at];
            if (node.Number >= bound)
            {
                at = node.Left;
                continue;
            }

            count++;
            sum += node.Number;
            if (node.Left != None)
            {
                count += nodes[node.Left].Count;
                sum += nodes[node.Left].Sum;
            }

            at = node.Right;
        }

        return (count, sum);
    }

    private bool IsBefore(int at, double number, int place) =>
        nodes[at].Number < number || (nodes[at].Number == number && at < place);

    private (int Less, int More) Split(int at, double number, int place)
    {
        if (at == None) return (None, None);
        if (IsBefore(at, number, place))
        {
            var (less, more) = Split(nodes[at].Right, number, place);
            nodes[at].Right = less;
            Update(at);
            return (at, more);
        }
        else
        {
            var (less, more) = Split(nodes[at].Left, number, place);
            nodes[at].Left = more;
            Update(at);
            return (less, at);
        }
    }

    private int Merge(int less, int more)
    {
        if (less == None) return more;
        if (more == None) return less;
        if (nodes[less].Priority > nodes[more].Priority)
        {
            nodes[less].Right = Merge(nodes[less].Right, more);
            Update(less);
            return less;
        }

        nodes[more].Left = Merge(less, nodes[more].Left);
        Update(more);
        return more;
    }

    private int Remove(int at, int place)
    {
        if (at == place) return Merge(nodes[at].Left, nodes[at].Right);
        if (IsBefore(at, nodes[place].Number, place)) nodes[at].Right = Remove(nodes[at].Right, place);
        else nodes[at].Left = Remove(nodes[at].Left, place);
        Update(at);
        return at;
    }

    private void Update(int at)
    {
        ref var node = ref nodes[at];
        node.Count = 1;
        node.Sum = node.Number;
        if (node.Left != None)
        {
            node.Count += nodes[node.Left].Count;
            node.Sum += nodes[node.Left].Sum;
        }

        if (node.Right != None)
        {
            node.Count += nodes[node.Right].Count;
            node.Sum += nodes[node.Right].Sum;
        }
    }

    /// <summary>Spreads neighbouring places over all numbers (the finisher of MurmurHash3).</summary>
    private static uint Scatter(uint place)
    {
        uint bits = place + 0x9E3779B9;
        bits = (bits ^ (bits >> 16)) * 0x85EBCA6B;
        bits = (bits ^ (bits >> 13)) * 0xC2B2AE35;
        return bits ^ (bits >> 16);
    }

    private struct Node
    {
        public double Number;
        public double Sum;
        public int Count;
        public int Left;
        public int Right;
        public uint Priority;
    }
}
