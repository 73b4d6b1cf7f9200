namespace StrategyHost.Simulation.Scheduling;

/// <summary>Something that is due at an instant: a timer of a process, or an event of the world.</summary>
/// <param name="Due">When, in ticks of virtual time.</param>
/// <param name="Number">The order in which appointments were made: of two that are due together the earlier goes first.</param>
/// <param name="Timer">The timer; null for an event of the world.</param>
/// <param name="Version">Which of the timer's settings made it: a timer that was changed since does not fire for it.</param>
/// <param name="Action">The event; null for a timer.</param>
internal readonly record struct Appointment(long Due, long Number, VirtualTimer? Timer, int Version, Action? Action);
