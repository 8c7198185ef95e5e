using Entente.Node.Selectivity.Declarations;
using Entente.TradeData.Model;

namespace Entente.Tests.Node.Selectivity;

public sealed class JourneyTests
{
    private static readonly Declaration manifest = Given.Import with
    {
        Kind = DeclarationKind.CargoReport,
        Consignments =
        [
            Of("CNSHA", "NLMOE") with { Goods = [Goods("Optical devices")] },
            Of("CNNGB", "CNYTN", "SGSIN", "NLMOE") with { Goods = [Goods("Radios")] },
            Of("CNSHA", "NLMOE") with
            {
                Level = ConsignmentLevel.Master,
                Parties = [Given.Importer with { Role = PartyRole.Consignee, Name = "Groupage B.V." }],
                Houses =
                [
                    Of("CNXMN", "NLRTM") with { Goods = [Goods("Toys")] },
                    new() { Route = [new(RouteRole.Delivery, "NLUTC", "NL")], Goods = [Goods("Shoes")] },
                ],
            },
        ],
    };

    public static TheoryData<string, string> Found => new()
    {
        { "$.consignments[0].parties[1]", "CNSHA NLMOE" },
        { "$.consignments[1].equipment[0].seals[0]", "CNNGB CNYTN SGSIN NLMOE" },
        { "$.consignments[2].transport[0]", "CNSHA NLMOE" },
        { "$.consignments[2].houses[0].parties[0]", "CNXMN NLRTM" },
        { "$.consignments[2].houses[1].goods[0].parties[0]", "CNSHA NLMOE NLUTC" }, // what the house does not say, its master does
        { "$.parties[0]", "" },
        { "$.consignments[7].parties[0]", "" },
        { "$.consignments[x].parties[0]", "" },
        { "$", "" },
    };

    public static TheoryData<string, string?, string?, string?> Shown => new()
    {
        { "$.consignments[1].parties[0]", "CNNGB", "NLMOE", "Radios" },
        { "$.consignments[2].houses[0].parties[0]", "CNXMN", "NLRTM", "Toys" },
        { "$.consignments[2].houses[1].parties[0]", "CNSHA", "NLMOE", "Shoes" },
        { "$.parties[0]", "CNSHA", "NLMOE", "Optical devices" },
    };

    [Theory, MemberData(nameof(Found))]
    public void A_path_leads_to_the_journey_of_its_own_consignment(string path, string journey) =>
        string.Join(' ', Journey.Of(Journey.Around(manifest, path))).ShouldBe(journey);

    [Fact]
    public void A_manifest_has_each_of_its_journeys_once() =>
        Journey.Of(manifest).Select(journey => string.Join(' ', journey)).ShouldBe(["CNSHA NLMOE", "CNNGB CNYTN SGSIN NLMOE", "CNXMN NLRTM", "CNSHA NLMOE NLUTC"]);

    [Fact]
    public void A_place_that_is_named_in_two_parts_is_passed_once() =>
        Journey.Of([new Consignment
        {
            Route =
            [
                new(RouteRole.Acceptance, "USORD", "US"), new(RouteRole.Departure, "NLAMS", "NL"), new(RouteRole.Loading, "USORD", "US"), new(RouteRole.Discharge, "NLAMS", "NL"),
                new(RouteRole.Destination, "ATVIE", "AT"),
            ],
        }]).ShouldBe(["USORD", "NLAMS", "ATVIE"]);

    [Fact]
    public void A_single_known_place_is_a_journey_only_where_none_is_longer()
    {
        Journey.Of(Given.Import with { Consignments = [Of("NLRTM")] }).ShouldHaveSingleItem().ShouldBe(["NLRTM"]);
        Journey.Of(Given.Import with { Consignments = [Of("NLRTM"), Of("CNSHA", "NLRTM")] }).ShouldHaveSingleItem().Count.ShouldBe(2);
        Journey.Of(Given.Import with { Consignments = [] }).ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Shown))]
    public void What_stands_beside_a_hit_is_of_the_consignment_it_was_found_in(string path, string? from, string? to, string? goods)
    {
        var head = DeclarationHead.At(manifest, path);

        (head.Origin, head.Destination, head.Goods).ShouldBe((from, to, goods));
    }

    private static Consignment Of(params string[] places) => new()
    {
        Route = [.. places.Select((place, i) => new RoutePlace(i == 0 ? RouteRole.Loading : i == places.Length - 1 ? RouteRole.Discharge : RouteRole.Transhipment, place, place[..2]))],
    };

    private static GoodsItem Goods(string description) => new() { Sequence = 1, Description = description };
}
