using Entente.Node.Alerts;
using Entente.Screening;
using Entente.TradeData.Model;
using IdentifierScheme = Entente.TradeData.Model.IdentifierScheme;

namespace Entente.Node.Selectivity.Declarations;

/// <summary>Every party, vessel, craft, vehicle, container, seal, transport document and numbered object that a declaration names.</summary>
/// <remarks>The same subject named in several places is one subject: an importer who is also consignee is screened, and found, once.</remarks>
internal sealed class DeclaredSubjects
{
    private readonly Dictionary<string, DeclaredSubject> found = new(StringComparer.Ordinal);

    private DeclaredSubjects()
    {
    }

    public static IReadOnlyList<DeclaredSubject> Of(Declaration declaration)
    {
        var subjects = new DeclaredSubjects();
        subjects.AddParties(declaration.Parties, "$");
        subjects.AddDocuments(declaration.Documents, "$");
        for (var i = 0; i < declaration.Consignments.Count; i++)
        {
            subjects.AddConsignment(declaration.Consignments[i], $"$.consignments[{i}]");
        }

        return [.. subjects.found.Values];
    }

    private void AddConsignment(Consignment consignment, string at)
    {
        AddParties(consignment.Parties, at);
        if (consignment.TransportDocument is { } document)
        {
            AddNumber(document.Number, IdentifierKind.TransportDocument, "Transport document", $"{at}.transportDocument");
        }

        AddDocuments(consignment.Documents, at);
        for (var i = 0; i < consignment.Transport.Count; i++)
        {
            AddTransport(consignment.Transport[i], $"{at}.transport[{i}]");
        }

        for (var i = 0; i < consignment.Equipment.Count; i++)
        {
            var equipment = consignment.Equipment[i];
            AddContainer(equipment.Number, $"{at}.equipment[{i}]");
            AddSeals(equipment.Seals, $"{at}.equipment[{i}]");
        }

        AddSeals(consignment.Seals, at);
        for (var i = 0; i < consignment.Goods.Count; i++)
        {
            AddGoods(consignment.Goods[i], $"{at}.goods[{i}]");
        }

        for (var i = 0; i < consignment.Houses.Count; i++)
        {
            AddConsignment(consignment.Houses[i], $"{at}.houses[{i}]");
        }
    }

    private void AddGoods(GoodsItem item, string at)
    {
        AddParties(item.Parties, at);
        AddDocuments(item.Documents, at);
        for (var i = 0; i < item.Containers.Count; i++)
        {
            AddContainer(item.Containers[i], $"{at}.containers[{i}]");
        }

        for (var i = 0; i < item.Identifiers.Count; i++)
        {
            var kind = item.Identifiers[i].Scheme == IdentifierScheme.VehicleIdentification ? SubjectKind.Vehicle : SubjectKind.Commodity;
            Add(new(kind) { Identifiers = [Screened(item.Identifiers[i])] }, "Goods", $"{at}.identifiers[{i}]");
        }
    }

    private void AddParties(IReadOnlyList<Party> parties, string at)
    {
        for (var i = 0; i < parties.Count; i++)
        {
            var party = parties[i];
            Add(
                new(KindOf(party))
                {
                    Names = Present(party.Name),
                    Identifiers = [.. party.Identifiers.Where(identifier => identifier.Value.Length > 0).Select(Screened)],
                    Birth = PartialDate.TryParse(party.BirthDate, out var birth) ? birth : null,
                    Countries = [.. Present(party.Nationality).Concat(Present(party.Address?.Country)).Distinct()],
                    Addresses = Present(party.Address?.ToString()),
                },
                Words.Of(party.Role),
                $"{at}.parties[{i}]");
        }
    }

    private static SubjectKind KindOf(Party party) => party switch
    {
        { IsPerson: true } or { BirthDate: not null } or { Role: PartyRole.Traveller } => SubjectKind.Person,
        { IsPerson: false } => SubjectKind.Organisation,
        _ => SubjectKind.Party,
    };

    /// <summary>
    /// A voyage, flight or trip number is not the identity of a craft and is not compared: flight <c>KL1234</c> is another aircraft every day.
    /// </summary>
    private void AddTransport(TransportMeans means, string at)
    {
        var (kind, scheme) = means.IdentityKind switch
        {
            TransportIdentity.ImoNumber => (SubjectKind.Vessel, IdentifierKind.ImoNumber),
            TransportIdentity.VesselName => (SubjectKind.Vessel, IdentifierKind.Any),
            TransportIdentity.EniNumber => (SubjectKind.Vessel, IdentifierKind.Other),
            TransportIdentity.Registration => (SubjectKind.Vehicle, IdentifierKind.VehicleRegistration),
            TransportIdentity.WagonNumber => (SubjectKind.Vehicle, IdentifierKind.Other),
            TransportIdentity.AircraftRegistration => (SubjectKind.Aircraft, IdentifierKind.AircraftRegistration),
            TransportIdentity.FlightNumber => (SubjectKind.Aircraft, IdentifierKind.Any),
            _ => (KindOf(means.Mode), IdentifierKind.Any),
        };
        var isNumber = means.IdentityKind is not (TransportIdentity.VesselName or TransportIdentity.FlightNumber);
        Add(
            new(kind)
            {
                Names = [.. Present(means.Name).Concat(means.IdentityKind == TransportIdentity.VesselName ? Present(means.Identity) : []).Distinct()],
                Identifiers = isNumber && Present(means.Identity) is [var number] ? [new(scheme, number, means.Nationality)] : [],
                Countries = Present(means.Nationality),
            },
            kind switch
            {
                SubjectKind.Vessel => "Vessel",
                SubjectKind.Aircraft => "Aircraft",
                SubjectKind.Vehicle => "Vehicle",
                _ => "Transport",
            },
            at);
    }

    private static SubjectKind KindOf(TransportMode? mode) => mode switch
    {
        TransportMode.Sea or TransportMode.InlandWater => SubjectKind.Vessel,
        TransportMode.Air => SubjectKind.Aircraft,
        TransportMode.Road or TransportMode.Rail => SubjectKind.Vehicle,
        _ => SubjectKind.Unknown,
    };

    private void AddDocuments(IReadOnlyList<DocumentReference> documents, string at)
    {
        for (var i = 0; i < documents.Count; i++)
        {
            if (TransportDocuments.IsTransportDocument(documents[i].Type))
            {
                AddNumber(documents[i].Number, IdentifierKind.TransportDocument, "Transport document", $"{at}.documents[{i}]");
            }
        }
    }

    private void AddContainer(string number, string at) =>
        Add(new(SubjectKind.Container) { Identifiers = [.. Present(number).Select(text => new SubjectIdentifier(IdentifierKind.ContainerNumber, text))] }, "Container", at);

    private void AddSeals(IReadOnlyList<string> seals, string at)
    {
        for (var i = 0; i < seals.Count; i++)
        {
            AddNumber(seals[i], IdentifierKind.SealNumber, "Seal", $"{at}.seals[{i}]");
        }
    }

    private void AddNumber(string number, IdentifierKind kind, string role, string at) =>
        Add(new(SubjectKind.Unknown) { Identifiers = [.. Present(number).Select(text => new SubjectIdentifier(kind, text))] }, role, at);

    private void Add(Subject subject, string role, string at)
    {
        if (subject is { Names: [], Identifiers: [] })
        {
            return;
        }

        var key = subject.ContentHash;
        if (!found.TryGetValue(key, out var known))
        {
            found.Add(key, new(subject, role, at));
        }
        else if (!known.Role.Split(", ").Contains(role))
        {
            found[key] = known with { Role = $"{known.Role}, {role}" };
        }
    }

    private static SubjectIdentifier Screened(Identifier identifier) => new(
        identifier.Scheme switch
        {
            IdentifierScheme.Eori => IdentifierKind.Eori,
            IdentifierScheme.Vat => IdentifierKind.Vat,
            IdentifierScheme.TaxNumber => IdentifierKind.TaxNumber,
            IdentifierScheme.NationalId => IdentifierKind.NationalId,
            IdentifierScheme.Passport => IdentifierKind.Passport,
            IdentifierScheme.Lei => IdentifierKind.Lei,
            IdentifierScheme.Iban => IdentifierKind.Iban,
            IdentifierScheme.VehicleIdentification => IdentifierKind.VehicleIdentification,
            IdentifierScheme.SerialNumber => IdentifierKind.SerialNumber,
            IdentifierScheme.Duns or IdentifierScheme.Aeo or IdentifierScheme.Licence => IdentifierKind.Other,
            _ => IdentifierKind.Any,
        },
        identifier.Value);

    private static string[] Present(string? text) => string.IsNullOrWhiteSpace(text) ? [] : [text];
}
