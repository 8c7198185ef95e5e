using Entente.Node.Alerts;
using Entente.Node.Alerts.Lists;
using Entente.Protocol.Alerts;
using Entente.Protocol.Faults;

namespace Entente.Tests.Node.Alerts;

public sealed class ListReaderTests
{
    [Fact]
    public void A_person_of_the_SDN_list_keeps_all_that_identifies_her()
    {
        var entry = Ofac()[0];

        var person = entry.Content.ShouldBeOfType<PersonAlert>().Person;
        (person.Name, person.Forenames[0]).ShouldBe(("MARLOWE", "Ida Vera"));
        person.Aliases.ShouldBe([new("MARLOW, Ida"), new("THE HERON", Weak: true)]);
        person.Births.ShouldBe(["1971-04-03", "1969/1971"]);
        person.BirthPlaces.ShouldBe(["Utrecht, Netherlands"]);
        person.Nationalities.ShouldBe(["NL"]);
        person.Sex.ShouldBe(PersonSex.Female);
        person.Papers.ShouldBe([new(PaperKind.Passport, "X1234567", "NL", null, "2014-05-02")]);
        person.Addresses.ShouldBeEmpty();
        entry.Listing.Programmes.ShouldBe(["SDGT", "IRAN"]);
        entry.Listing.LinkedTo.ShouldBe(["HARBOUR TRADING B.V"]);
        entry.Listing.Numbers.ShouldBe([new("Digital Currency Address - XBT", "1BoatSLRHtKNngkdXEeobR76b53LETtpyT")]);
    }

    [Fact]
    public void A_ship_of_the_SDN_list_keeps_number_call_sign_flag_and_owner()
    {
        var boat = Ofac()[1].Content.ShouldBeOfType<TransportAlert>().Means.ShouldBeOfType<Boat>();

        (boat.Name, boat.Imo, boat.CallSign, boat.Mmsi, boat.Flag).ShouldBe(("HERON", "9074729", "VRAA7", "445123000", "KP"));
        boat.Owner.ShouldBe("Harbour \"Deep\" Shipping");
        boat.Description.ShouldBe("General Cargo, 2,595 DWT, 1,116 GRT");
    }

    [Fact]
    public void An_aircraft_of_the_SDN_list_keeps_its_marks()
    {
        var aircraft = Ofac()[2].Content.ShouldBeOfType<TransportAlert>().Means.ShouldBeOfType<Aircraft>();

        (aircraft.Tail, aircraft.SerialNumber, aircraft.FormerTails[0], aircraft.Description).ShouldBe(("YV9999", "20280", "N99", "B-737"));
    }

    [Fact]
    public void A_company_of_the_SDN_list_keeps_its_numbers_and_addresses()
    {
        var business = Ofac()[3].Content.ShouldBeOfType<BusinessAlert>();

        business.OtherNames.ShouldBe([new("HARBOUR HANDEL")]);
        business.Numbers.ShouldBe([new(BusinessNumberKind.Bic, "HARBNL2A"), new(BusinessNumberKind.Vat, "NL000099998B57"), new(BusinessNumberKind.Registration, "27134614", "NL")]);
        business.Addresses.ShouldBe([new("Quay 1, Rotterdam, Netherlands", "NL")]);
    }

    [Theory]
    [InlineData("MARLOWE, Ida Vera\"", "MARLOWE, Ida Vera", "sdn.csv, line 1: ")] // a quote left open
    [InlineData("\"HERON\",vessel", "\"HERON\" x,vessel", "sdn.csv, line 2: text after a closing quote.")]
    [InlineData("103,", "x103,", "sdn.csv, line 3: 'x103' is no entry number.")]
    [InlineData("103,", "101,", "sdn.csv, line 3: entry 101 stands twice.")]
    [InlineData(",aircraft,", ",airship,", "sdn.csv, line 3: 'airship' is no type of entry.")]
    [InlineData("104,\"HARBOUR TRADING B.V.\",", "104,", "sdn.csv, line 4: expected 12 fields, found 11.")]
    [InlineData("\"HARBOUR TRADING B.V.\",-0- ", "-0- ,-0- ", "sdn.csv, line 4: an entry without a name.")]
    public void A_broken_SDN_list_is_refused_with_the_line(string right, string wrong, string expected)
    {
        ListSamples.Entries.ShouldContain(right);
        using var files = ListSamples.Ofac(ListSamples.Entries.Replace(right, wrong, StringComparison.Ordinal));

        var fault = OfacReader.Read(files.Main, files.Names!, files.Addresses!).ShouldBeOfType<ListReading.Broken>().Fault;

        fault.Code.ShouldBe(FaultCode.ListMalformed);
        fault.Detail.ShouldStartWith(expected);
    }

    [Theory]
    [InlineData("10 Dec 1948", "1948-12-10")]
    [InlineData("Dec 1948", "1948-12")]
    [InlineData("1948", "1948")]
    [InlineData("circa 1948", "1947/1949")]
    [InlineData("1948 to 1950", "1948/1950")]
    [InlineData("01 Jan 1948 to 31 Dec 1950", "1948/1950")]
    [InlineData("unknown", null)]
    public void A_birth_is_read_as_far_as_it_is_known(string text, string? expected) => OfacRemarks.Birth(text).ShouldBe(expected);

    [Fact]
    public void The_UN_list_keeps_scripts_qualities_and_kinds_of_dates()
    {
        using var files = ListSamples.UnList();
        var list = UnReader.Read(files.Main).ShouldBeOfType<ListReading.Read>();

        list.Version.ShouldBe(new DateOnly(2026, 2, 27));
        var person = list.Entries[0].Content.ShouldBeOfType<PersonAlert>().Person;
        (person.Name, person.Forenames[0]).ShouldBe(("MARLOWE", "IDA"));
        person.Aliases.ShouldBe([new("Ида Марлоу"), new("Heron", Weak: true), new("Ida Marlow")]);
        person.Births.ShouldBe(["1971-04-03", "1973/1974", "1969/1971"]);
        person.Nationalities.ShouldBe(["CD"]);
        person.Papers.ShouldBe([new(PaperKind.Passport, "OB0814241", "CD")]);
        list.Entries[0].Listing.ListedOn.ShouldBe(new DateOnly(2012, 12, 31));
        list.Entries[0].Listing.Remarks.ShouldBe("Seen in March.");
        var business = list.Entries[1].Content.ShouldBeOfType<BusinessAlert>();
        business.OtherNames.ShouldBe([new("Harbour Lines")]);
        business.Numbers.ShouldBe([new(BusinessNumberKind.ImoCompany, "5571322")]);
        business.Addresses.ShouldBe([new("1 Quay, Dandong, China", "CN")]);
    }

    [Theory]
    [InlineData("<CONSOLIDATED_LIST dateGenerated=\"2026-02-27T00:00:09.554Z\">", "<LIST>", "line 2")]
    [InlineData("<CONSOLIDATED_LIST", "<!DOCTYPE x [<!ENTITY a \"b\">]><CONSOLIDATED_LIST", "line 1")] // no DTD, hence no bombs
    [InlineData("</INDIVIDUAL>\n", "\n", "line 19")]
    [InlineData("<REFERENCE_NUMBER>TEe.001</REFERENCE_NUMBER>", "", "line 27")]
    [InlineData("<FIRST_NAME>HARBOUR SHIPPING</FIRST_NAME>", "", "line 27")]
    [InlineData("2018-03-30", "30/03/2018", "line 27")]
    public void A_broken_UN_list_is_refused_with_the_line(string right, string wrong, string line)
    {
        ListSamples.Un.ShouldContain(right);
        using var files = ListSamples.UnList(ListSamples.Un.Replace(right, wrong, StringComparison.Ordinal));

        var fault = UnReader.Read(files.Main).ShouldBeOfType<ListReading.Broken>().Fault;

        fault.Code.ShouldBe(FaultCode.ListMalformed);
        fault.At.ShouldBe(line);
    }

    [Fact]
    public void The_real_SDN_list_is_read_without_loss()
    {
        using var files = ListFiles.Open(ListKind.OfacSdn, Path.Combine(ListSamples.RealLists(), "ofac"));
        var entries = OfacReader.Read(files.Main, files.Names!, files.Addresses!).ShouldBeOfType<ListReading.Read>().Entries;
        var persons = entries.Select(entry => entry.Content).OfType<PersonAlert>().Select(alert => alert.Person).ToList();
        var boats = entries.Select(entry => entry.Content).OfType<TransportAlert>().Select(alert => alert.Means).OfType<Boat>().ToList();
        var counts = (
            Entries: entries.Count, Persons: persons.Count, Vessels: boats.Count, Imo: boats.Count(boat => boat.Imo is not null),
            Born: persons.Count(person => person.Births.Count > 0), Passports: persons.Sum(person => person.Papers.Count(paper => paper.Kind == PaperKind.Passport)),
            Digital: entries.Sum(entry => entry.Listing.Numbers.Count));

        counts.ShouldBe((8976, 4620, 406, 400, 4428, 1554, 81));
    }

    [Fact]
    public void The_real_UN_list_is_read_without_loss()
    {
        using var files = ListFiles.Open(ListKind.UnConsolidated, Path.Combine(ListSamples.RealLists(), "un_consolidated.xml"));
        var list = UnReader.Read(files.Main).ShouldBeOfType<ListReading.Read>();
        var persons = list.Entries.Select(entry => entry.Content).OfType<PersonAlert>().Select(alert => alert.Person).ToList();

        (list.Version, list.Entries.Count, persons.Count).ShouldBe((new DateOnly(2026, 2, 27), 1003, 730));
        persons.Sum(person => person.Papers.Count).ShouldBe(454);
        persons.Count(person => person.Aliases.Any(alias => alias.Text.Any(c => c is >= '\u0600' and <= '\u06FF'))).ShouldBeGreaterThan(300);
    }

    private static IReadOnlyList<ListEntry> Ofac()
    {
        using var files = ListSamples.Ofac();
        return OfacReader.Read(files.Main, files.Names!, files.Addresses!).ShouldBeOfType<ListReading.Read>().Entries;
    }
}
