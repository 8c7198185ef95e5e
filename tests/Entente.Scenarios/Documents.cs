using System.Security;

namespace Entente.Scenarios;

/// <summary>Declarations as a trader's system sends them.</summary>
internal static class Documents
{
    /// <summary>A WCO document of an import.</summary>
    public static string Import(string reference, string importer = "Nordzee Handel B.V.", string description = "Radios") => $"""
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
                <LoadingLocation><ID>CNSGH</ID></LoadingLocation>
                <UnloadingLocation><ID>NLRTM</ID></UnloadingLocation>
                <TransportContractDocument><ID>MEDU{reference}</ID><TypeCode>705</TypeCode></TransportContractDocument>
                <TransportEquipment><SequenceNumeric>1</SequenceNumeric><ID>CSQU3054383</ID></TransportEquipment>
              </Consignment>
              <GovernmentAgencyGoodsItem>
                <SequenceNumeric>1</SequenceNumeric>
                <Commodity>
                  <Description>{SecurityElement.Escape(description)}</Description>
                  <Classification><ID>852712</ID><IdentificationTypeCode>TSP</IdentificationTypeCode></Classification>
                </Commodity>
              </GovernmentAgencyGoodsItem>
              <Importer><Name>{SecurityElement.Escape(importer)}</Name><Address><CityName>Rotterdam</CityName><CountryCode>NL</CountryCode></Address></Importer>
            </GoodsShipment>
          </Declaration>
        </MetaData>
        """;
}
