using Entente.Node.Federation.Delivery;

namespace Entente.Tests.Node.Federation.Delivery;

public sealed class HeldBytesTests
{
    private readonly HeldBytes held = new(120);

    [Fact]
    public void One_partner_alone_has_half_of_the_room()
    {
        Holds("CA", 60);

        held.Open("CA").TryGrow(1).ShouldBeFalse();
    }

    [Fact]
    public void However_many_hold_as_much_as_they_may_there_is_room_for_another()
    {
        foreach (var partner in (string[])["CA", "SG", "KE", "NO", "CH"])
        {
            var most = 0;
            while (held.Open(partner).TryGrow(1))
            {
                most++;
            }

            most.ShouldBeGreaterThan(0, partner);
        }
    }

    [Fact]
    public void A_message_that_is_too_large_has_a_place_of_its_own_and_shuts_out_nobody()
    {
        var large = held.Open("CA");
        large.TryGrow(60).ShouldBeTrue();
        large.IsLarge.ShouldBeFalse();
        large.TryGrow(5000).ShouldBeTrue();
        large.IsLarge.ShouldBeTrue();

        Holds("SG", 60);
        held.CouldTake(61).ShouldBeFalse("another large one waits until the place is free");
        held.CouldTake(60).ShouldBeTrue();
        var other = held.Open("KE");
        other.TryGrow(31).ShouldBeFalse();
        other.TryGrow(30).ShouldBeTrue();

        large.Dispose();
        held.CouldTake(61).ShouldBeTrue();
        other.TryGrow(31).ShouldBeTrue();
        other.IsLarge.ShouldBeTrue();
    }

    [Fact]
    public void Who_sends_many_messages_does_not_get_the_large_place_with_one_of_them()
    {
        Holds("CA", 50);

        held.Open("CA").TryGrow(50).ShouldBeFalse();
    }

    [Fact]
    public void What_is_given_back_is_free_again_however_often_it_is_given()
    {
        for (var round = 0; round < 10; round++)
        {
            var holding = Holds("CA", 60);
            holding.TryGrow(10).ShouldBeTrue("it has more already");
            holding.Dispose();
            holding.Dispose();
        }

        Holds("SG", 60);
    }

    private HeldBytes.Holding Holds(string partner, long bytes)
    {
        var holding = held.Open(partner);
        holding.TryGrow(bytes).ShouldBeTrue();
        holding.IsLarge.ShouldBeFalse();
        return holding;
    }
}
