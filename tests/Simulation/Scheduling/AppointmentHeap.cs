namespace StrategyHost.Simulation.Scheduling;

/// <summary>Appointments, the earliest first: a binary heap.</summary>
internal sealed class AppointmentHeap
{
    private Appointment[] items = new Appointment[64];

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>When the earliest is due. There must be one.</summary>
    public long FirstDue => items[0].Due;

    /// <summary>Adds an appointment.</summary>
    public void Add(in Appointment item)
    {
        if (Count == items.Length) Array.Resize(ref items, Count * 2);
        int hole = Count++;
        while (hole > 0)
        {
            int parent = (hole - 1) / 2;
            if (!IsBefore(in item, in items[parent])) break;
            items[hole] = items[parent];
            hole = parent;
        }

        items[hole] = item;
    }

    /// <summary>Takes the earliest out. There must be one.</summary>
    public Appointment Take()
    {
        var first = items[0];
        var last = items[--Count];
        items[Count] = default;
        if (Count > 0) Sink(in last);
        return first;
    }

    private void Sink(in Appointment item)
    {
        int hole = 0;
        while (true)
        {
            int child = (hole * 2) + 1;
            if (child >= Count) break;
            if (child + 1 < Count && IsBefore(in items[child + 1], in items[child])) child++;
            if (!IsBefore(in items[child], in item)) break;
            items[hole] = items[child];
            hole = child;
        }

        items[hole] = item;
    }

    private static bool IsBefore(in Appointment a, in Appointment b) => a.Due < b.Due || (a.Due == b.Due && a.Number < b.Number);
}
