using Entente.Node.Selectivity.Declarations;
using Entente.Screening;
using Entente.TradeData.Model;

namespace Entente.Tests.Node.Selectivity;

public sealed class DeclaredSubjectsTests
{
    public static TheoryData<string, string, string, SubjectKind, string> Named => new()
    {
        { "Importer", "$.parties[0]", "Nordzee Handel B.V.", SubjectKind.Party, "Eori=NL123456789" },
        { "Transport document", "$.consignments[0].transportDocument", "", SubjectKind.Unknown, "TransportDocument=MEDU1234567" },
        { "Vessel", "$.consignments[0].transport[0]", "EVER TEST", SubjectKind.Vessel, "ImoNumber=9074729" },
        { "Container", "$.consignments[0].equipment[0]", "", SubjectKind.Container, "ContainerNumber=CSQU3054383" },
        { "Seal", "$.consignments[0].equipment[0].seals[0]", "", SubjectKind.Unknown, "SealNumber=SEAL-77" },
    };

    public static TheoryData<TransportMeans, SubjectKind, string> Means => new()
    {
        { Carried(TransportIdentity.ImoNumber, "9074729"), SubjectKind.Vessel, "ImoNumber=9074729" },
        { Carried(TransportIdentity.VesselName, "EVER TEST"), SubjectKind.Vessel, "EVER TEST" },
        { Carried(TransportIdentity.EniNumber, "02334567"), SubjectKind.Vessel, "Other=02334567" },
        { Carried(TransportIdentity.Registration, "12-ABC-3"), SubjectKind.Vehicle, "VehicleRegistration=12-ABC-3" },
        { Carried(TransportIdentity.WagonNumber, "338012345670"), SubjectKind.Vehicle, "Other=338012345670" },
        { Carried(TransportIdentity.AircraftRegistration, "PHBXA"), SubjectKind.Aircraft, "AircraftRegistration=PHBXA" },
        { Carried(null, "XYZ", TransportMode.Sea), SubjectKind.Vessel, "Any=XYZ" },
        { Carried(null, "XYZ", TransportMode.Road), SubjectKind.Vehicle, "Any=XYZ" },
        { Carried(null, "XYZ", TransportMode.Post), SubjectKind.Unknown, "Any=XYZ" }, // a mode that says nothing of the craft
    };

    [Theory, MemberData(nameof(Named))]
    public void Of_finds_what_a_declaration_names_with_its_place(string role, string at, string name, SubjectKind kind, string number)
    {
        var found = DeclaredSubjects.Of(Given.Import).Single(subject => subject.Role == role);

        found.At.ShouldBe(at);
        found.Subject.Kind.ShouldBe(kind);
        string.Join(',', found.Subject.Names).ShouldBe(name);
        string.Join(',', found.Subject.Identifiers.Select(identifier => $"{identifier.Kind}={identifier.Value}")).ShouldBe(number);
    }

    [Fact]
    public void Of_finds_nothing_more_than_that() => DeclaredSubjects.Of(Given.Import).Count.ShouldBe(5);

    [Theory, MemberData(nameof(Means))]
    public void Of_reads_a_means_of_transport_by_the_kind_of_its_number(TransportMeans means, SubjectKind kind, string found)
    {
        var subject = DeclaredSubjects.Of(With(new Consignment { Transport = [means] })).ShouldHaveSingleItem().Subject;

        subject.Kind.ShouldBe(kind);
        string.Join(',', subject.Names.Concat(subject.Identifiers.Select(identifier => $"{identifier.Kind}={identifier.Value}"))).ShouldBe(found);
    }

    [Fact]
    public void Of_compares_no_flight_number_since_it_is_another_aircraft_every_day() =>
        DeclaredSubjects.Of(With(new Consignment { Transport = [Carried(TransportIdentity.FlightNumber, "KL1234")] })).ShouldBeEmpty();

    [Fact]
    public void Of_names_a_party_once_with_all_its_roles()
    {
        var declaration = With(new Consignment { Parties = [Given.Importer with { Role = PartyRole.Consignee }] }) with { Parties = [Given.Importer] };

        var subject = DeclaredSubjects.Of(declaration).ShouldHaveSingleItem();
        subject.Role.ShouldBe("Importer, Consignee");
        subject.At.ShouldBe("$.parties[0]");
    }

    [Theory]
    [InlineData(true, null, PartyRole.Consignee, SubjectKind.Person)]
    [InlineData(false, null, PartyRole.Consignee, SubjectKind.Organisation)]
    [InlineData(null, "1970-05", PartyRole.Consignee, SubjectKind.Person)] // only persons are born
    [InlineData(null, null, PartyRole.Traveller, SubjectKind.Person)]
    [InlineData(null, null, PartyRole.Consignee, SubjectKind.Party)] // compared with persons and companies alike
    public void Of_tells_persons_from_companies_where_the_declaration_does(bool? isPerson, string? birth, PartyRole role, SubjectKind kind) =>
        DeclaredSubjects.Of(With(new Consignment()) with { Parties = [new() { Role = role, Name = "A", IsPerson = isPerson, BirthDate = birth }] })
            .ShouldHaveSingleItem().Subject.Kind.ShouldBe(kind);

    [Fact]
    public void Of_goes_down_to_houses_goods_and_their_objects()
    {
        var house = new Consignment
        {
            Level = ConsignmentLevel.House,
            TransportDocument = new("N714", "HOUSE-1"),
            Goods =
            [
                new()
                {
                    Sequence = 1,
                    Identifiers = [new(IdentifierScheme.VehicleIdentification, "WVWZZZ1JZXW000001")],
                    Containers = ["CSQU3054383"],
                    Documents = [new("N380", "INVOICE-1"), new("N730", "CMR-1")],
                },
            ],
        };

        DeclaredSubjects.Of(With(new Consignment { Houses = [house] })).Select(subject => $"{subject.At} {subject.Subject.Identifiers[0].Value}").ShouldBe(
        [
            "$.consignments[0].houses[0].transportDocument HOUSE-1",
            "$.consignments[0].houses[0].goods[0].documents[1] CMR-1", // an invoice is no contract of carriage
            "$.consignments[0].houses[0].goods[0].containers[0] CSQU3054383",
            "$.consignments[0].houses[0].goods[0].identifiers[0] WVWZZZ1JZXW000001",
        ]);
    }

    private static TransportMeans Carried(TransportIdentity? kind, string identity, TransportMode? mode = null) =>
        new() { Leg = TransportLeg.Border, IdentityKind = kind, Identity = identity, Mode = mode };

    private static Declaration With(Consignment consignment) => new() { Kind = DeclarationKind.Import, Reference = "R", Consignments = [consignment] };
}
