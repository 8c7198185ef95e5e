using Entente.Assistance;

namespace Entente.Tests.Assistance;

/// <summary>Every order in which the two ends of a case can act and their messages can arrive.</summary>
public sealed class TwoSidesTests
{
    // More on the way than that tells nothing new: the walk of four finds no other pair of states.
    private const int MostOnTheWay = 3;

    private sealed record World(CaseFile Requesting, CaseFile Requested, string OnTheWayThere, string OnTheWayBack);

    [Fact]
    public void No_message_is_refused_and_both_ends_come_to_the_same()
    {
        var first = new World(Given.At(Side.Requesting, CaseState.Drafted) with { Revision = 0 }, Given.At(Side.Requested, CaseState.Drafted) with { Revision = 0 }, "", "");
        var seen = new HashSet<string> { Key(first) };
        var waiting = new Queue<World>([first]);
        var (refused, differing, met) = (new SortedSet<string>(StringComparer.Ordinal), new SortedSet<string>(StringComparer.Ordinal), new HashSet<CaseState>());
        while (waiting.TryDequeue(out var world))
        {
            met.UnionWith([world.Requesting.State, world.Requested.State]);
            if (world is { OnTheWayThere: "", OnTheWayBack: "" } && !Agree(world.Requesting.State, world.Requested.State) && !IsOwnAffair(world))
            {
                differing.Add($"{world.Requesting.State} and {world.Requested.State}");
            }

            foreach (var next in Acts(world).Concat(Arrivals(world, refused)))
            {
                if (seen.Add(Key(next)))
                {
                    waiting.Enqueue(next);
                }
            }
        }

        refused.ShouldBeEmpty();
        differing.ShouldBeEmpty();
        seen.Count.ShouldBeGreaterThan(500);
        Enum.GetValues<CaseState>().Except(met).ShouldBe([CaseState.Spoken]); // which each end writes down for itself, before there is a case of both
    }

    // Filing is each end's own; what it files is the same at both.
    private static bool Agree(CaseState one, CaseState other) => one == other || (one == CaseState.Closed && IsOver(other)) || (other == CaseState.Closed && IsOver(one));

    // A draft that was thrown away before anybody heard of it.
    private static bool IsOwnAffair(World world) => world is { Requested.State: CaseState.Drafted, Requesting.Told: CaseState.Drafted };

    private static bool IsOver(CaseState state) => state is CaseState.Reported or CaseState.Refused or CaseState.Withdrawn or CaseState.Lapsed;

    private static IEnumerable<World> Acts(World world)
    {
        foreach (var step in Enum.GetValues<CaseStep>().Where(step => step != CaseStep.Speak))
        {
            if (Own(world.Requesting, step) is { } requesting && world.OnTheWayThere.Length < MostOnTheWay)
            {
                yield return world with { Requesting = requesting.Case, OnTheWayThere = world.OnTheWayThere + Sent(world.Requesting, requesting) };
            }

            if (Own(world.Requested, step) is { } requested && world.OnTheWayBack.Length < MostOnTheWay)
            {
                yield return world with { Requested = requested.Case, OnTheWayBack = world.OnTheWayBack + Sent(world.Requested, requested) };
            }
        }
    }

    // Revisions do not matter to where a case stands, and would make the walk endless.
    private static CaseOutcome.Moved? Own(CaseFile before, CaseStep step)
    {
        var outcome = step == CaseStep.Acknowledge ? before.Acknowledge() : before.Decide(Given.Event(step), Given.Central);
        return outcome is CaseOutcome.Moved moved ? moved with { Case = moved.Case with { Revision = 0 } } : null;
    }

    private static IEnumerable<World> Arrivals(World world, SortedSet<string> refused)
    {
        if (world.OnTheWayThere is [var there, ..])
        {
            yield return world with { OnTheWayThere = world.OnTheWayThere[1..], Requested = Taken(world.Requested, (CaseStep)there, refused) };
        }

        if (world.OnTheWayBack is [var back, ..])
        {
            yield return world with { OnTheWayBack = world.OnTheWayBack[1..], Requesting = Taken(world.Requesting, (CaseStep)back, refused) };
        }
    }

    private static CaseFile Taken(CaseFile before, CaseStep step, SortedSet<string> refused)
    {
        switch (before.Take(Given.Event(step)))
        {
            case CaseOutcome.Moved moved:
                return moved.Case with { Revision = 0 };
            case CaseOutcome.Refused no:
                refused.Add($"{step} at the {before.Us} side, {before.State}: {no.Fault.Detail}");
                return before;
            default:
                return before;
        }
    }

    private static string Sent(CaseFile before, CaseOutcome.Moved moved) => CaseTable.Tells(before.State, moved.Row) ? ((char)moved.Row.Step).ToString() : "";

    private static string Key(World world) => $"{Key(world.Requesting)}/{Key(world.Requested)}/{world.OnTheWayThere}/{world.OnTheWayBack}";

    private static string Key(CaseFile one) => $"{(int)one.State},{(int)one.Told},{one.Asked},{one.Assured}";
}
