using Entente.Node.Federation.Delivery;
using Entente.Protocol.Faults;

namespace Entente.Tests.Node.Federation.Delivery;

public sealed class CircuitTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);
    private static readonly Fault Gone = new(FaultCode.FederationUnreachable, "gone");

    [Fact]
    public void One_message_that_breaks_connections_does_not_stop_the_others()
    {
        var circuit = Failed(Failed(Circuit.Closed, 0), 1);

        circuit.IsShut.ShouldBeFalse();
        circuit.Room(At(1), inFlight: 3, window: 32).ShouldBe(29);
    }

    [Fact]
    public void Who_is_heard_while_it_is_shut_is_tried_at_once_by_one_message()
    {
        var circuit = Failed(Failed(Failed(Circuit.Closed, 0), 0), 0);

        circuit.Knocked(At(0)).Room(At(0), inFlight: 0, window: 32).ShouldBe(1);
        circuit.Knocked(At(0)).Failures.ShouldBe(circuit.Failures); // It is not reached yet
        circuit.Knocked(At(2)).ShouldBe(circuit);
        Circuit.Closed.Knocked(At(0)).ShouldBe(Circuit.Closed);
    }

    [Fact]
    public void Three_in_a_row_shut_it_and_one_at_a_time_probes()
    {
        var circuit = Failed(Failed(Failed(Circuit.Closed, 0), 0), 0);

        circuit.ShutUntil.ShouldBe(At(1));
        circuit.Room(At(0), inFlight: 0, window: 32).ShouldBe(0);
        circuit.Room(At(1), inFlight: 0, window: 32).ShouldBe(1);
        circuit.Room(At(1), inFlight: 1, window: 32).ShouldBe(0);
    }

    [Fact]
    public void A_crowd_that_was_under_way_counts_as_one_failure()
    {
        var circuit = Failed(Failed(Failed(Circuit.Closed, 0), 0), 0);
        for (var at = 0; at < 30; at++)
        {
            circuit = circuit.Failed(Start.AddMilliseconds(-1), At(0.5), Gone, Wait);
        }

        circuit.ShutUntil.ShouldBe(At(1));

        // The probe after it doubles the wait.
        circuit.Failed(At(1), At(1), Gone, Wait).ShutUntil.ShouldBe(At(3));
    }

    [Fact]
    public void A_clock_that_is_set_back_neither_holds_it_nor_makes_it_probe_without_rest()
    {
        var circuit = Failed(Failed(Failed(Circuit.Closed, 0), 0), 0);
        var dayBefore = -TimeSpan.FromDays(1).TotalSeconds;

        circuit.Room(At(dayBefore), inFlight: 0, window: 32).ShouldBe(1);
        var probed = Failed(circuit, dayBefore);
        probed.ShutUntil.ShouldBe(At(dayBefore + 2));
        probed.Room(At(dayBefore + 1), inFlight: 0, window: 32).ShouldBe(0);
    }

    private static Circuit Failed(Circuit circuit, double second) => circuit.Failed(At(second), At(second), Gone, Wait);

    private static TimeSpan Wait(int failures) => Backoff.After(failures, 0);

    private static DateTimeOffset At(double second) => Start.AddSeconds(second);
}
