namespace StrategyHost.Engine.Orders;

/// <summary>All of an order that has ended, as bytes: an ordinary one is about 35 of them. Its number is not among them.</summary>
internal static class OrderBytes
{
    /// <summary>Writes an order that was sent and has ended.</summary>
    public static void Write(BinaryWriter to, Order order, OrderText text)
    {
        to.Write7BitEncodedInt((int)FlagsOf(order));
        text.Write(to, order.Symbol);
        to.Write((byte)order.Type);
        to.Write((byte)order.Status);
        Write(to, order.Quantity);
        if (order.Filled != order.Quantity) Write(to, order.Filled);
        if (order.AveragePrice is { } average) Write(to, average);
        if (order.LimitPrice is { } limit) Write(to, limit);
        if (order.StopPrice is { } stop) Write(to, stop);
        if (order.LimitOffset is { } offset) Write(to, offset);
        if (order.ParentId is { } parent) to.Write7BitEncodedInt64(parent);
        if (order.GroupId is { } group) to.Write7BitEncodedInt64(group);
        if (order.Trail is { } trail)
        {
            Write(to, trail.Amount);
            Write(to, trail.Ratio);
        }

        if (order.TimeInForce != default)
        {
            to.Write((byte)order.TimeInForce.Kind);
            to.Write((order.TimeInForce.Until ?? default).Ticks);
            to.Write7BitEncodedInt(order.TimeInForce.BarCount);
        }

        to.Write((byte)order.Trigger);
        to.Write(order.Submitted.Ticks);
        to.Write7BitEncodedInt64((order.Closed ?? order.Submitted).Ticks - order.Submitted.Ticks);
        text.Write(to, order.Tag);
        text.Write(to, order.Reason);
    }

    /// <summary>Reads an order.</summary>
    public static Order Read(BinaryReader from, long id, OrderText text)
    {
        var flags = (Flags)from.Read7BitEncodedInt();
        bool Is(Flags flag) => flags.HasFlag(flag);
        string symbol = text.Read(from)!;
        var type = (OrderType)from.ReadByte();
        var status = (OrderStatus)from.ReadByte();
        decimal quantity = ReadDecimal(from);
        decimal filled = Is(Flags.Whole) ? quantity : ReadDecimal(from);
        decimal? average = Is(Flags.Average) ? ReadDecimal(from) : null;
        decimal? limit = Is(Flags.Limit) ? ReadDecimal(from) : null;
        decimal? stop = Is(Flags.Stop) ? ReadDecimal(from) : null;
        decimal? offset = Is(Flags.Offset) ? ReadDecimal(from) : null;
        long? parent = Is(Flags.Parent) ? from.Read7BitEncodedInt64() : null;
        long? group = Is(Flags.Group) ? from.Read7BitEncodedInt64() : null;
        Trail? trail = Is(Flags.Trail) ? new Trail(ReadDecimal(from), ReadDecimal(from)) : null;
        var timeInForce = Is(Flags.TimeInForce)
            ? new TimeInForce((TimeInForceKind)from.ReadByte(), new DateTime(from.ReadInt64(), DateTimeKind.Utc),
                from.Read7BitEncodedInt())
            : default;
        var trigger = (TriggerSource)from.ReadByte();
        var submitted = new DateTime(from.ReadInt64(), DateTimeKind.Utc);
        var closed = submitted.AddTicks(from.Read7BitEncodedInt64());
        var request = new OrderRequest
        {
            Symbol = symbol,
            Side = Is(Flags.Buy) ? Side.Buy : Side.Sell,
            Quantity = quantity,
            Type = type,
            LimitPrice = limit,
            StopPrice = stop,
            TimeInForce = timeInForce,
            Trail = trail,
            LimitOffset = offset,
            PostOnly = Is(Flags.PostOnly),
            ReduceOnly = Is(Flags.ReduceOnly),
            Trigger = trigger,
            FitsCash = Is(Flags.FitsCash),
            Tag = text.Read(from),
        };
        var order = new Order(id, in request, submitted)
        {
            IsClosing = Is(Flags.Closing),
            WasExit = Is(Flags.Exit),
            IsHostExit = Is(Flags.HostExit),
            IsTriggered = Is(Flags.Triggered),
        };
        if (parent is not null) order.ParentId = parent;
        if (group is not null) order.GroupId = group;
        order.Progress = new OrderProgress(status, text.Read(from), filled, average ?? 0, closed);
        return order;
    }

    private static Flags FlagsOf(Order order)
    {
        var flags = Flags.None;
        void Set(Flags flag, bool isSet)
        {
            if (isSet) flags |= flag;
        }

        Set(Flags.Buy, order.Side == Side.Buy);
        Set(Flags.Whole, order.Filled == order.Quantity);
        Set(Flags.Average, order.AveragePrice is not null);
        Set(Flags.Limit, order.LimitPrice is not null);
        Set(Flags.Stop, order.StopPrice is not null);
        Set(Flags.Offset, order.LimitOffset is not null);
        Set(Flags.Parent, order.ParentId is not null);
        Set(Flags.Group, order.GroupId is not null);
        Set(Flags.Trail, order.Trail is not null);
        Set(Flags.TimeInForce, order.TimeInForce != default);
        Set(Flags.PostOnly, order.IsPostOnly);
        Set(Flags.ReduceOnly, order.IsReduceOnly);
        Set(Flags.FitsCash, order.FitsCash);
        Set(Flags.Closing, order.IsClosing);
        Set(Flags.Exit, order.WasExit);
        Set(Flags.HostExit, order.IsHostExit);
        Set(Flags.Triggered, order.IsTriggered);
        return flags;
    }

    /// <summary>A number with as many bytes as its digits need, and with its scale: 10.50 stays 10.50.</summary>
    private static void Write(BinaryWriter to, decimal number)
    {
        Span<int> parts = stackalloc int[4];
        decimal.GetBits(number, parts);
        to.Write((byte)((parts[3] >> 16) | (parts[3] < 0 ? 0x80 : 0)));
        to.Write7BitEncodedInt64(((long)parts[1] << 32) | (uint)parts[0]);
        to.Write7BitEncodedInt(parts[2]);
    }

    private static decimal ReadDecimal(BinaryReader from)
    {
        byte scale = from.ReadByte();
        long low = from.Read7BitEncodedInt64();
        int high = from.Read7BitEncodedInt();
        return new decimal((int)low, (int)(low >> 32), high, (scale & 0x80) != 0, (byte)(scale & 0x7F));
    }

    [Flags]
    private enum Flags
    {
        None = 0,
        Buy = 1,
        Whole = 1 << 1,
        Average = 1 << 2,
        Limit = 1 << 3,
        Closing = 1 << 4,
        Exit = 1 << 5,
        ReduceOnly = 1 << 6,
        Stop = 1 << 7,
        PostOnly = 1 << 8,
        HostExit = 1 << 9,
        Triggered = 1 << 10,
        FitsCash = 1 << 11,
        Parent = 1 << 12,
        Group = 1 << 13,
        Trail = 1 << 14,
        Offset = 1 << 15,
        TimeInForce = 1 << 16,
    }
}
