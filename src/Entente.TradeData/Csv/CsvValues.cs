using Entente.Protocol.Faults;
using Entente.TradeData.Model;
using Entente.TradeData.Values;
using Entente.TradeData.Wco;

namespace Entente.TradeData.Csv;

/// <summary>Takes the composite values out of a row.</summary>
internal sealed class CsvValues(Ledger ledger)
{
    private static readonly (IdentifierScheme Scheme, string Field)[] Schemes = [.. Enum.GetValues<IdentifierScheme>().Select(scheme => (scheme, CsvTargets.Camel(scheme.ToString())))];

    /// <summary>Several numbers in one field, with spaces or semicolons between them.</summary>
    public static IReadOnlyList<string> Split(string? text) => text is null ? [] : text.Split([' ', ';'], StringSplitOptions.RemoveEmptyEntries);

    public T? Word<T>(Leaf? leaf) where T : struct, Enum
    {
        if (ledger.Text(leaf) is not { } text)
        {
            return null;
        }

        if (Enum.TryParse<T>(text, true, out var value) && !char.IsAsciiDigit(text[0]) && text[0] != '-')
        {
            return value;
        }

        ledger.NotCarried(leaf!, $"This is none of {string.Join(", ", Enum.GetNames<T>())}", FaultCode.TradeUnknownCode);
        return null;
    }

    public IReadOnlyList<Party> Parties(CsvRow row, (PartyRole Role, string Prefix)[] roles)
    {
        List<Party>? parties = null;
        foreach (var (role, prefix) in roles)
        {
            if (Party(row, role, prefix) is { } party)
            {
                (parties ??= []).Add(party);
            }
        }

        return parties is null ? [] : parties;
    }

    public IReadOnlyList<DocumentReference> Documents(CsvRow row, string[] targets) => targets.Length == 0 ? [] :
        [.. from target in targets let number = ledger.Text(row[target]) where number is not null select new DocumentReference(target[(target.LastIndexOf('.') + 1)..], number)];

    public TransportMeans? Means(CsvRow row, TransportLeg leg, string prefix)
    {
        var means = new TransportMeans
        {
            Leg = leg,
            Mode = ledger.Mode(row[prefix + "mode"]),
            Identity = ledger.Text(row[prefix + "identity"]),
            IdentityKind = Word<TransportIdentity>(row[prefix + "identityKind"]),
            Name = ledger.Text(row[prefix + "name"]),
            Nationality = ledger.Country(row[prefix + "nationality"]),
            Journey = ledger.Text(row[prefix + "journey"]),
            DepartsAt = ledger.Instant(row[prefix + "departsAt"]),
            ArrivesAt = ledger.Instant(row[prefix + "arrivesAt"]),
        };
        CheckDigits.Transport(ledger, row[prefix + "identity"], means);
        return means == new TransportMeans { Leg = leg } ? null : means;
    }

    public RoutePlace? Place(CsvRow row, RouteRole role, string prefix)
    {
        var place = new RoutePlace(
            role, ledger.UnLocode(row[prefix + "location"]), ledger.Country(row[prefix + "country"]), ledger.Text(row[prefix + "name"]), ledger.Instant(row[prefix + "at"]));
        return place == new RoutePlace(role, null, null) ? null : place;
    }

    public TransportEquipment? Equipment(CsvRow row) => ledger.Container(row["consignment.equipment.number"]) is { } number
        ? new TransportEquipment(
            number,
            ledger.Text(row["consignment.equipment.sizeType"]),
            ledger.Text(row["consignment.equipment.full"]) switch { "true" or "1" => true, "false" or "0" => false, _ => null },
            Split(ledger.Text(row["consignment.equipment.seals"])))
        : null;

    public IReadOnlyList<Packaging> Packaging(CsvRow row)
    {
        var packaging = new Packaging(ledger.Text(row["goods.packaging.kind"]), ledger.Count(row["goods.packaging.count"]), ledger.Text(row["goods.packaging.marks"]));
        return packaging == new Packaging(null, null, null) ? [] : [packaging];
    }

    private Party? Party(CsvRow row, PartyRole role, string prefix)
    {
        var address = new Address(
            ledger.Text(row[prefix + "street"]), ledger.Text(row[prefix + "city"]), ledger.Text(row[prefix + "postCode"]),
            ledger.Country(row[prefix + "country"]), ledger.Text(row[prefix + "region"]));
        List<Identifier>? identifiers = null;
        if (ledger.Text(row[prefix + "identifier"]) is { } any)
        {
            identifiers = [new Identifier(WcoParties.SchemeOf(any), any)];
        }

        foreach (var (scheme, field) in Schemes)
        {
            if (ledger.Text(row[prefix + field]) is { } text)
            {
                CheckDigits.Party(ledger, row[prefix + field]!, scheme, text);
                (identifiers ??= []).Add(new Identifier(scheme, text));
            }
        }

        var party = new Party
        {
            Role = role,
            Name = ledger.Text(row[prefix + "name"]),
            Address = address == new Address(null, null, null, null) ? null : address,
            Identifiers = identifiers is null ? [] : identifiers,
            Capacity = ledger.Text(row[prefix + "capacity"]),
            Contact = ledger.Text(row[prefix + "contact"]),
            Nationality = ledger.Country(row[prefix + "nationality"]),
            BirthDate = ledger.Text(row[prefix + "birthDate"]),
            IsPerson = ledger.Text(row[prefix + "isPerson"]) switch { "true" or "1" => true, "false" or "0" => false, _ => null },
        };
        return party is { Name: null, Address: null, Identifiers.Count: 0, Capacity: null, Contact: null, Nationality: null, BirthDate: null, IsPerson: null } ? null : party;
    }
}
