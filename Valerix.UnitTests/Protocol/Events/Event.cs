using Valerix.UnitTests.Protocol.Model;

namespace Valerix.UnitTests.Protocol.Events;

/// <summary>Something that can happen next. A schedule is a list of them.</summary>
internal abstract record Event
{
    /// <summary>Whether it is bound to happen once nothing goes wrong any more; the others are somebody's wish, or a fault.</summary>
    public virtual bool HappensByItself => false;

    /// <summary>The world after it; null when it can't happen in this one, or changes nothing.</summary>
    public SystemState? ApplyTo(SystemState world)
    {
        var faults = world.Faults + (IsFaultIn(world) ? 1 : 0);
        if (faults > world.Setting.Faults) return null;

        try
        {
            return Change(world) is { } next && next.DiffersFrom(world) ? next with { Faults = faults } : null;
        }
        catch (Exception exception)
        {
            return world with { Defect = exception.Message };
        }
    }

    /// <summary>What happens, in words.</summary>
    public abstract override string ToString();

    protected virtual bool IsFaultIn(SystemState world) => false;

    protected abstract SystemState? Change(SystemState world);
}
