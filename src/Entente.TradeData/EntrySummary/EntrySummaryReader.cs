using System.Globalization;
using Entente.Protocol.Faults;
using Entente.TradeData.Model;
using Entente.TradeData.Values;
using Entente.TradeData.Xml;

namespace Entente.TradeData.EntrySummary;

/// <summary>
/// Reads the entry summary declaration IE315 and its amendment IE313. Their element names are a word and the number of the place,
/// <c>NamCO17</c> and <c>NamCE17</c> for two names; the words are what this reader goes by.
/// </summary>
internal sealed class EntrySummaryReader(Ledger ledger)
{
    private const string NamespaceStem = "http://ics.dgtaxud.ec/";

    public static bool IsMessage(Element root) =>
        root.Name is "CC315A" or "CC313A" && (root.Namespace.Length == 0 || root.Namespace == NamespaceStem + root.Name);

    public Declaration? Read(Element root, out string? reference)
    {
        var header = root.Child("HEAHEA");
        reference = ledger.Text(header?.Child("RefNumHEA4")) ?? ledger.Text(header?.Child("DocNumHEA5"));
        if (header is null || reference is null)
        {
            return null;
        }

        ledger.Structural(root.Child("MesTypMES20"));
        var goods = root.Children("GOOITEGDS").Select(Goods).ToList();
        var mode = ledger.Mode(header.Child("TraModAtBorHEA76"));
        var declaration = new Declaration
        {
            Kind = DeclarationKind.EntrySummary,
            Function = root.Name == "CC313A" ? DeclarationFunction.Amendment : DeclarationFunction.Original,
            Reference = reference,
            Procedure = ledger.Text(header.Child("SpeCirIndHEA1")),
            LodgedAt = ledger.Instant(header.Child("DecDatTimHEA114") ?? header.Child("DatTimAmeHEA113"), "203"),
            Offices = [.. Offices(root)],
            Parties = Parties(root, ("PERLODSUMDEC", PartyRole.Declarant), ("TRAREP", PartyRole.Representative), ("TRACARENT601", PartyRole.Carrier)),
            GrossMass = ledger.Number(header.Child("TotGroMasHEA307")),
            PackageCount = ledger.Count(header.Child("TotNumOfPacHEA306")),
            Consignments =
            [
                new Consignment
                {
                    UniqueReference = ledger.Text(header.Child("ComRefNumHEA")),
                    FreightPayment = ledger.Text(header.Child("TraChaMetOfPayHEA1")),
                    Parties = Parties(root, ("TRACONCO1", PartyRole.Consignor), ("TRACONCE1", PartyRole.Consignee), ("NOTPAR670", PartyRole.NotifyParty)),
                    Transport = [.. Transport(root, header, mode)],
                    Equipment = [.. goods.SelectMany(item => item.Containers).Distinct(StringComparer.Ordinal).Select(number => new TransportEquipment(number, null, null, []))],
                    Seals = [.. root.Children("SEAID529").Select(seal => ledger.Text(seal.Child("SeaIdSEAID530"))).OfType<string>()],
                    Route = [.. Route(root, header).OrderBy(place => place.Role)],
                    Goods = goods,
                },
            ],
        };
        CheckTotals(root, header, declaration);
        return declaration;
    }

    private IEnumerable<OfficeReference> Offices(Element root)
    {
        foreach (var (element, code, role) in new[]
        {
            ("CUSOFFLON", "RefNumCOL1", OfficeRole.Lodgement), ("CUSOFFFENT730", "RefNumCUSOFFFENT731", OfficeRole.FirstEntry),
            ("CUSOFFSENT740", "RefNumSUBENR909", OfficeRole.SubsequentEntry),
        })
        {
            foreach (var office in root.Children(element))
            {
                if (ledger.Text(office.Child(code)) is { } text)
                {
                    yield return new OfficeReference(role, text);
                }
            }
        }
    }

    private List<Party> Parties(Element element, params ReadOnlySpan<(string Element, PartyRole Role)> roles)
    {
        var parties = new List<Party>();
        foreach (var (name, role) in roles)
        {
            foreach (var child in element.Children(name))
            {
                if (Party(child, role) is { } party)
                {
                    parties.Add(party);
                }
            }
        }

        return parties;
    }

    private Party? Party(Element element, PartyRole role)
    {
        var number = ledger.Text(Word(element, "TIN"));
        var address = new Address(
            ledger.Text(Word(element, "StrAndNum") ?? Word(element, "StrNum") ?? Word(element, "SrtAndNum")),
            ledger.Text(Word(element, "Cit") ?? Word(element, "Cty")),
            ledger.Text(Word(element, "PosCod") ?? Word(element, "PstCod")),
            ledger.Country(Word(element, "Cou")));
        var party = new Party
        {
            Role = role,
            Name = ledger.Text(Word(element, "Nam")),
            Address = address == new Address(null, null, null, null) ? null : address,
            Identifiers = number is null ? [] : [new Identifier(IdentifierScheme.Eori, number)],
        };
        return party is { Name: null, Address: null, Identifiers.Count: 0 } ? null : party;
    }

    /// <summary>The child whose name begins with the word; names of languages end in LNG.</summary>
    private static Element? Word(Element element, string word) =>
        element.Children().FirstOrDefault(child => child.Name.StartsWith(word, StringComparison.Ordinal) && !child.Name.EndsWith("LNG", StringComparison.Ordinal));

    private IEnumerable<TransportMeans> Transport(Element root, Element header, TransportMode? mode)
    {
        var leaf = header.Child("IdeOfMeaOfTraCroHEA85");
        var identity = ledger.Text(leaf);
        var means = new TransportMeans
        {
            Leg = TransportLeg.Border,
            Mode = mode,
            Identity = identity,
            IdentityKind = Kind(mode, identity),
            Nationality = ledger.Country(header.Child("NatOfMeaOfTraCroHEA87")),
            Journey = ledger.Text(header.Child("ConRefNumHEA")),
            ArrivesAt = ledger.Instant(root.Child("CUSOFFFENT730", "ExpDatOfArrFIRENT733"), "203"),
        };
        CheckDigits.Transport(ledger, leaf, means);
        if (means != new TransportMeans { Leg = TransportLeg.Border })
        {
            yield return means;
        }

        foreach (var other in root.Children("GOOITEGDS").SelectMany(item => item.Children("IDEMEATRAGI970")))
        {
            identity = ledger.Text(other.Child("IdeMeaTraGIMEATRA971"));
            yield return new TransportMeans
            {
                Leg = TransportLeg.Border,
                Identity = identity,
                IdentityKind = Kind(mode, identity),
                Nationality = ledger.Country(other.Child("NatIDEMEATRAGI973")),
            };
        }
    }

    /// <summary>What identifies a means of transport depends on its mode (condition C514).</summary>
    private static TransportIdentity? Kind(TransportMode? mode, string? identity) => (mode, identity) switch
    {
        (_, null) => null,
        (TransportMode.Sea, { Length: 7 }) when identity.AsSpan().ContainsOnlyDigits() => TransportIdentity.ImoNumber,
        (TransportMode.Rail, _) => TransportIdentity.WagonNumber,
        (TransportMode.Road, _) => TransportIdentity.Registration,
        (TransportMode.Air, _) => TransportIdentity.FlightNumber,
        (TransportMode.InlandWater, _) => TransportIdentity.EniNumber,
        _ => TransportIdentity.Other,
    };

    private IEnumerable<RoutePlace> Route(Element root, Element header)
    {
        var firstItem = root.Child("GOOITEGDS");
        if (Place(header.Child("PlaLoaGOOITE334") ?? firstItem?.Child("PlaLoaGOOITE333"), RouteRole.Loading) is { } loading)
        {
            yield return loading;
        }

        foreach (var country in root.Children("ITI"))
        {
            if (ledger.Country(country.Child("CouOfRouCodITI1")) is { } code)
            {
                yield return new RoutePlace(RouteRole.Transit, null, code);
            }
        }

        if (Place(header.Child("PlaUnlGOOITE334") ?? firstItem?.Child("PlaUnlGOOITE333"), RouteRole.Discharge) is { } unloading)
        {
            yield return unloading;
        }
    }

    /// <summary>A place is a UN/LOCODE, or a name, with the country first.</summary>
    private RoutePlace? Place(Element? leaf, RouteRole role) => ledger.Text(leaf) switch
    {
        null => null,
        { Length: 5 } code when code.All(c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c)) && CodeLists.IsCountry(code[..2]) => new RoutePlace(role, code, null),
        var name => new RoutePlace(role, null, null, name),
    };

    private GoodsItem Goods(Element item, int index)
    {
        var number = ledger.Count(item.Child("IteNumGDS7"));
        if (number is null)
        {
            ledger.Defaulted(item.At, $"The line has no number and gets {index + 1} by its place.");
        }

        return new GoodsItem
        {
            Sequence = number ?? index + 1,
            Description = ledger.Text(item.Child("GooDesGDS23")),
            UniqueReference = ledger.Text(item.Child("ComRefNumGIM1")),
            GrossMass = ledger.Number(item.Child("GroMasGDS46")),
            DangerousGoods = ledger.Text(item.Child("UNDanGooCodGDI1")),
            CommodityCode = ledger.CommodityCode(item.Child("COMCODGODITM", "ComNomCMD1")),
            Containers = [.. item.Children("CONNR2").Select(container => ledger.Container(container.Child("ConNumNR21"))).OfType<string>()],
            Packaging = [.. item.Children("PACGS2").Select(Package).OfType<Packaging>()],
            Documents = [.. item.Children("PRODOCDC2").Select(Document).OfType<DocumentReference>()],
            Parties = Parties(item, ("TRACONCO2", PartyRole.Consignor), ("TRACONCE2", PartyRole.Consignee), ("PRTNOT640", PartyRole.NotifyParty)),
        };
    }

    private Packaging? Package(Element element)
    {
        var packaging = new Packaging(
            ledger.Text(element.Child("KinOfPacGS23")),
            ledger.Count(element.Child("NumOfPacGS24") ?? element.Child("NumOfPieGS25")),
            ledger.Text(element.Child("MarNumOfPacGSL21")));
        return packaging == new Packaging(null, null, null) ? null : packaging;
    }

    private DocumentReference? Document(Element element) => ledger.Text(element.Child("DocRefDC23")) is { } number
        ? new DocumentReference(ledger.Text(element.Child("DocTypDC21")) ?? "", number)
        : null;

    private void CheckTotals(Element root, Element header, Declaration declaration)
    {
        var total = header.Child("TotNumOfIteHEA305");
        var items = declaration.Consignments[0].Goods.Count;
        if (total is not null && int.TryParse(total.Text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var declared))
        {
            ledger.Structural(total);
            if (declared != items)
            {
                ledger.Suspect(total, FaultCode.TradeTotalMismatch, $"goods items are declared, and {items} follow");
            }
        }

        var packages = root.Children("GOOITEGDS").SelectMany(item => item.Children("PACGS2")).Sum(Packages);
        if (declaration.PackageCount is { } count && count != packages)
        {
            ledger.Suspect(header.Child("TotNumOfPacHEA306")!, FaultCode.TradeTotalMismatch, $"packages are declared, and the lines have {packages}");
        }
    }

    /// <summary>Rule R105: packages, and pieces of what is unpacked, and one for each bulk.</summary>
    private static long Packages(Element packing)
    {
        var bulk = packing.Child("KinOfPacGS23")?.Text.Trim() is "VQ" or "VG" or "VL" or "VY" or "VR" or "VO" or "VS";
        return (bulk ? 1 : 0) + Count(packing.Child("NumOfPacGS24")) + Count(packing.Child("NumOfPieGS25"));
    }

    private static long Count(Element? leaf) => int.TryParse(leaf?.Text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : 0;
}
