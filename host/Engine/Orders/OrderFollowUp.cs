using StrategyHost.Engine.Venues;

namespace StrategyHost.Engine.Orders;

/// <summary>Brings orders that depend on what has happened to what they should be, once the venue is done.</summary>
/// <param name="fills">What has happened.</param>
/// <param name="contingencies">Children and linked orders.</param>
/// <param name="overfills">What was filled beyond what was wanted.</param>
/// <param name="guards">Stop-losses and take-profits; none where no limit asks for them.</param>
/// <param name="targets">Positions that are being brought to a quantity.</param>
/// <param name="venue">Whether fills can cross.</param>
public sealed class OrderFollowUp(FillProcessor fills, Contingencies contingencies, Overfills overfills,
    IReadOnlyList<PositionGuards> guards, IReadOnlyList<PositionTargets> targets, IVenue venue)
{
    private readonly PositionGuards[] guards = [.. guards];
    private readonly PositionTargets[] targets = [.. targets];

    /// <summary>Follows what has happened since the last time, and what that causes.</summary>
    public void Run()
    {
        while (fills.HasUpdates) Follow();
    }

    private void Follow()
    {
        while (fills.TryTakeUpdate(out var update))
        {
            // 1. What was filled beyond what was wanted: the sizes below count it as undone.
            if (venue.CanOverfill && update.Kind == OrderUpdateKind.Filled) overfills.Note(in update);

            // 2. Children and linked orders.
            contingencies.Follow(in update);

            // 3. Guards of positions.
            foreach (var guard in guards) guard.Follow(in update);

            // 4. Positions that are being brought to a quantity.
            foreach (var target in targets) target.Follow(in update);
        }

        // 5. What undoes an excess.
        if (venue.CanOverfill) overfills.Undo(fills.NoteEnd);
    }
}
