namespace StrategyHost.Simulation.Strategies;

/// <summary>How a drawn strategy trades.</summary>
internal enum StrategyKind
{
    /// <summary>Orders of all types, changed and cancelled at random.</summary>
    Trader,

    /// <summary>Brackets with entries at the market or at a limit, several at a time.</summary>
    Brackets,

    /// <summary>One entry, and two exits that are linked by hand: OCO or OUO.</summary>
    LinkedExits,

    /// <summary>Two entries of which only one is wanted.</summary>
    LinkedEntries,

    /// <summary>An entry with children that wait for its fill.</summary>
    Children,

    /// <summary>A stop that is made when a fill comes, and resized with the position.</summary>
    StopOnFill,

    /// <summary>Positions that are targeted.</summary>
    Targets,

    /// <summary>Positions that are targeted as parts of equity.</summary>
    Percents,

    /// <summary>An entry with a trailing stop that waits for its fill.</summary>
    Trailing,

    /// <summary>Entries that are closed with everything that belongs to them.</summary>
    Closer,
}
