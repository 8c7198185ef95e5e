using System.Globalization;
using Entente.Protocol.Alerts;
using Entente.Screening;

namespace Entente.Node.Alerts;

/// <summary>What of an alert the screening index holds: one entry for each person, business or object it names.</summary>
internal static class Listed
{
    // The low bits of an entry's number count the entries of one alert.
    private const int Bits = 6;

    /// <summary>No alert names more persons, businesses and objects: what is beyond would be shown and never looked for.</summary>
    public const int MostEntries = 1 << Bits;

    public static long Number(long alert, int ordinal) => (alert << Bits) | (long)ordinal;

    public static long AlertNumber(long entry) => entry >> Bits;

    /// <summary>The entries, in a fixed order; none for categories that look for nobody.</summary>
    public static IReadOnlyList<ListedEntry> Entries(long number, Alert alert, string source)
    {
        var entries = Of(alert).Take(MostEntries).ToList();
        return [.. entries.Select((entry, ordinal) => entry with { Id = Number(number, ordinal), ListVersion = source })];
    }

    /// <summary>Whether anything of the alert can be found in a declaration.</summary>
    public static bool CanBeFound(Alert alert) => Of(alert).Any(ScreeningIndex.CanFind);

    public static int Count(Alert alert) => Of(alert).Count();

    private static IEnumerable<ListedEntry> Of(Alert alert) => alert.Content switch
    {
        CommodityAlert goods => goods.Objects.Select(Of).Concat(goods.Persons.Select(person => Of(person))),
        TransportAlert transport => transport.Persons.Select(person => Of(person)).Prepend(Of(transport.Means) is var means && alert.Listing is { } listing
            ? means with { Identifiers = [.. means.Identifiers, .. Published(listing)] }
            : Of(transport.Means)),
        BusinessAlert business => business.Transport.Select(Of).Concat(business.Persons.Select(person => Of(person))).Prepend(Of(business, alert.Listing)),
        PersonAlert person => [Of(person.Person, alert.Listing)],
        GoodsDetainedAlert goods => goods.Objects.Select(Of).Concat(goods.Persons.Select(Of)),
        CashDetainedAlert cash => cash.Objects.Select(Of).Concat(cash.Persons.Select(Of)),
        _ => [],
    };

    private static ListedEntry Of(BusinessAlert business, Listing? listing) => new(0, SubjectKind.Organisation, "")
    {
        Names = [new(business.Name, NameQuality.Primary), .. business.OtherNames.Select(Of)],
        Identifiers = [.. business.Numbers.Select(Of), .. Published(listing)],
        Countries = Countries(business.Addresses),
        Addresses = [.. business.Addresses.Select(address => address.Lines)],
    };

    private static ListedEntry Of(PersonFields person, Listing? listing = null) => new(0, SubjectKind.Person, "")
    {
        Names =
        [
            new(Whole(person.Name, person.Forenames), NameQuality.Primary),
            .. person.FormerSurnames.Append(person.MaidenName).OfType<string>().Select(name => new ListedName(Whole(name, person.Forenames))),
            .. person.Aliases.Select(Of),
        ],
        Identifiers =
        [
            .. person.Papers.Select(Of),
            .. person.TransportRegistrations.Select(plate => new SubjectIdentifier(IdentifierKind.VehicleRegistration, plate)),
            .. Published(listing),
        ],
        Births = [.. person.Births.Select(Birth).OfType<PartialDate>()],
        Countries = [.. person.Nationalities.Concat(Countries(person.Addresses)).Distinct()],
        Sex = Of(person.Sex),
        Addresses = [.. person.Addresses.Select(address => address.Lines)],
    };

    private static ListedEntry Of(LimitedPersonFields person) => Of(new PersonFields
    {
        Name = person.Name,
        Forenames = person.Forenames,
        Aliases = person.Aliases,
        Births = person.Births,
        Nationalities = person.Nationalities,
        Sex = person.Sex,
        Addresses = person.Addresses,
    });

    private static ListedEntry Of(ObjectFields means) => means switch
    {
        Boat boat => new ListedEntry(0, SubjectKind.Vessel, "")
        {
            Names = boat.Name is null ? [] : [new(boat.Name, NameQuality.Primary), .. boat.FormerNames.Select(Of)],
            Identifiers = Numbers(boat),
            Countries = boat.Flag is null ? [] : [boat.Flag],
        },
        Aircraft => new(0, SubjectKind.Aircraft, "") { Identifiers = Numbers(means) },
        Container => new(0, SubjectKind.Container, "") { Identifiers = Numbers(means) },
        RoadVehicle or RegistrationPlate => new(0, SubjectKind.Vehicle, "") { Identifiers = Numbers(means) },
        _ => new(0, SubjectKind.Unknown, "") { Identifiers = Numbers(means) },
    };

    private static SubjectIdentifier[] Numbers(ObjectFields means) => [.. means.Numbers.SelectMany(Of)];

    /// <summary>A run is one number with its last; where the two are no run, as in alerts stored before that was refused, each is a number of its own.</summary>
    private static IEnumerable<SubjectIdentifier> Of(ObjectNumber number) => number.Last is not { } last ? [IdentifierOf(number)]
        : NumberRun.IsRun(number.Value, last) ? [IdentifierOf(number) with { Last = last }]
        : [IdentifierOf(number), IdentifierOf(number with { Value = last })];

    private static SubjectIdentifier IdentifierOf(ObjectNumber number) => new(
        number.Kind switch
        {
            ObjectNumberKind.Container => IdentifierKind.ContainerNumber,
            ObjectNumberKind.Imo => IdentifierKind.ImoNumber,
            ObjectNumberKind.CallSign => IdentifierKind.CallSign,
            ObjectNumberKind.Mmsi => IdentifierKind.Mmsi,
            ObjectNumberKind.Tail => IdentifierKind.AircraftRegistration,
            ObjectNumberKind.Plate => IdentifierKind.VehicleRegistration,
            ObjectNumberKind.Vin => IdentifierKind.VehicleIdentification,
            ObjectNumberKind.Document => IdentifierKind.Passport,
            _ => IdentifierKind.SerialNumber,
        },
        number.Value,
        number.Country);

    private static SubjectIdentifier Of(BusinessNumber number) => new(
        number.Kind switch
        {
            BusinessNumberKind.Vat => IdentifierKind.Vat,
            BusinessNumberKind.Eori => IdentifierKind.Eori,
            BusinessNumberKind.Registration => IdentifierKind.CompanyRegistration,
            BusinessNumberKind.Tax => IdentifierKind.TaxNumber,
            BusinessNumberKind.Lei => IdentifierKind.Lei,
            BusinessNumberKind.Bic => IdentifierKind.Bic,
            BusinessNumberKind.Iban => IdentifierKind.Iban,
            BusinessNumberKind.ImoCompany => IdentifierKind.ImoNumber,
            _ => IdentifierKind.Other,
        },
        number.Value,
        number.Country);

    private static SubjectIdentifier Of(IdentityPaper paper) => new(
        paper.Kind switch
        {
            PaperKind.Passport => IdentifierKind.Passport,
            PaperKind.NationalIdentity => IdentifierKind.NationalId,
            PaperKind.TaxCard => IdentifierKind.TaxNumber,
            _ => IdentifierKind.Other,
        },
        paper.Number,
        paper.Country);

    private static IEnumerable<SubjectIdentifier> Published(Listing? listing) =>
        from number in listing?.Numbers ?? []
        select new SubjectIdentifier(
            number.Kind.StartsWith("Digital Currency", StringComparison.Ordinal) ? IdentifierKind.CryptoAddress : IdentifierKind.Other,
            number.Value);

    private static ListedName Of(OtherName name) => new(name.Text, name.Weak ? NameQuality.Weak : NameQuality.Strong);

    private static Sex? Of(PersonSex? sex) => sex switch
    {
        PersonSex.Female => Sex.Female,
        PersonSex.Male => Sex.Male,
        PersonSex.Other => Sex.Other,
        _ => null,
    };

    private static string Whole(string name, IReadOnlyList<string> forenames) => forenames.Count == 0 ? name : $"{string.Join(' ', forenames)} {name}";

    private static List<string> Countries(IEnumerable<Address> addresses) => [.. addresses.Select(address => address.Country).OfType<string>().Distinct()];

    /// <summary>Reads <c>yyyy</c>, <c>yyyy-MM</c>, <c>yyyy-MM-dd</c> and <c>yyyy/yyyy</c>.</summary>
    public static PartialDate? Birth(string text) =>
        PartialDate.TryParse(text, out var date) ? date
        : text.Split('/') is [{ Length: 4 } first, { Length: 4 } last]
            && int.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out var from)
            && int.TryParse(last, NumberStyles.None, CultureInfo.InvariantCulture, out var to)
            && from is > 0 && to <= 9999 && from <= to
            ? new PartialDate(new(from, 1, 1), new(to, 12, 31))
            : null;
}
