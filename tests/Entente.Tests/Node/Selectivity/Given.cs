using System.Globalization;
using Entente.TradeData.Model;

namespace Entente.Tests.Node.Selectivity;

/// <summary>A small trade: one importer, one container, one route.</summary>
internal static class Given
{
    public static Party Importer { get; } = new()
    {
        Role = PartyRole.Importer,
        Name = "Nordzee Handel B.V.",
        Address = new("Kade 1", "Rotterdam", "3011 AA", "NL"),
        Identifiers = [new(IdentifierScheme.Eori, "NL123456789")],
    };

    public static Declaration Import { get; } = new()
    {
        Kind = DeclarationKind.Import,
        Reference = "24NL0000000000A1",
        LodgedAt = new(2026, 11, 20, 8, 0, 0, TimeSpan.Zero),
        Offices = [new(OfficeRole.Lodgement, "NLRTM001")],
        Parties = [Importer],
        Consignments =
        [
            new()
            {
                TransportDocument = new("N705", "MEDU1234567"),
                Transport = [new() { Leg = TransportLeg.Border, Mode = TransportMode.Sea, Identity = "9074729", IdentityKind = TransportIdentity.ImoNumber, Name = "EVER TEST" }],
                Equipment = [new("CSQU3054383", "45G1", true, ["SEAL-77"])],
                Route = [new(RouteRole.Loading, "CNSHK", "CN"), new(RouteRole.Discharge, "NLRTM", "NL")],
                Goods = [new() { Sequence = 1, Description = "Radios", CommodityCode = "8527120000", Origin = "CN", GrossMass = 1200 }],
            },
        ],
    };

    /// <summary>A WCO document of an import.</summary>
    /// <param name="reference">The sender's reference.</param>
    /// <param name="importer">The importer's name.</param>
    /// <param name="description">What the goods are.</param>
    /// <param name="hs">Their subheading, six digits.</param>
    /// <param name="from">Where they were loaded.</param>
    public static string Wco(
        string reference, string importer = "Nordzee Handel B.V.", string description = "Radios", string hs = "852712", string from = "CNSHK") =>
        $"""
        <MetaData xmlns="urn:wco:datamodel:WCO:DocumentMetaData-DMS:2">
          <WCODataModelVersionCode>3.6</WCODataModelVersionCode>
          <WCOTypeName>DEC</WCOTypeName>
          <Declaration xmlns="urn:wco:datamodel:WCO:DEC-DMS:2">
            <FunctionCode>9</FunctionCode>
            <FunctionalReferenceID>{reference}</FunctionalReferenceID>
            <TypeCode>IMA</TypeCode>
            <GoodsItemQuantity>1</GoodsItemQuantity>
            <DeclarationOffice><ID>NLRTM001</ID></DeclarationOffice>
            <Declarant><ID>NL123456789</ID></Declarant>
            <GoodsShipment>
              <Consignment>
                <LoadingLocation><ID>{from}</ID></LoadingLocation>
                <UnloadingLocation><ID>NLRTM</ID></UnloadingLocation>
                <TransportContractDocument><ID>MEDU{reference}</ID><TypeCode>705</TypeCode></TransportContractDocument>
                <TransportEquipment><SequenceNumeric>1</SequenceNumeric><ID>CSQU3054383</ID></TransportEquipment>
              </Consignment>
              <GovernmentAgencyGoodsItem>
                <SequenceNumeric>1</SequenceNumeric>
                <Commodity>
                  <Description>{description}</Description>
                  <Classification><ID>{hs}</ID><IdentificationTypeCode>TSP</IdentificationTypeCode></Classification>
                </Commodity>
              </GovernmentAgencyGoodsItem>
              <Importer><Name>{importer}</Name><Address><CityName>Rotterdam</CityName><CountryCode>NL</CountryCode></Address></Importer>
            </GoodsShipment>
          </Declaration>
        </MetaData>
        """;

    /// <summary>Several documents in one body.</summary>
    public static string Batch(IEnumerable<string> documents) => $"<Declarations>\n{string.Join('\n', documents)}\n</Declarations>";

    public static string Numbered(int number) => number.ToString("D6", CultureInfo.InvariantCulture);
}
