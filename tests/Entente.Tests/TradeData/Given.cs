using System.Text;
using Entente.TradeData;
using Entente.TradeData.Model;

namespace Entente.Tests.TradeData;

/// <summary>Documents small enough to read in a test, and the folder of public samples where it is present.</summary>
internal static class Given
{
    public const string Wco = """
        <md:MetaData xmlns:md="urn:wco:datamodel:WCO:DocumentMetaData-DMS:2" xmlns="urn:wco:datamodel:WCO:DEC-DMS:2">
          <md:WCODataModelVersionCode>3.6</md:WCODataModelVersionCode>
          <md:WCOTypeName>DEC</md:WCOTypeName>
          <Declaration>
            <FunctionCode>9</FunctionCode>
            <FunctionalReferenceID>LRN-1</FunctionalReferenceID>
            <TypeCode>IMA</TypeCode>
            <GoodsShipment>
              <Consignee><Name>Bakari &amp; Söhne</Name><Address><CityName>Mombasa</CityName><CountryCode>KE</CountryCode></Address></Consignee>
              <Consignment><TransportEquipment><SequenceNumeric>1</SequenceNumeric><ID>MSKU 907032-3</ID><Seal><SequenceNumeric>1</SequenceNumeric><ID>S1</ID></Seal></TransportEquipment></Consignment>
              <GovernmentAgencyGoodsItem>
                <SequenceNumeric>1</SequenceNumeric>
                <Commodity>
                  <Description>Cloves</Description>
                  <Classification><ID>09071000</ID><IdentificationTypeCode>TSP</IdentificationTypeCode></Classification>
                  <Classification><ID>00</ID><IdentificationTypeCode>TRC</IdentificationTypeCode></Classification>
                  <GoodsMeasure><GrossMassMeasure unitCode="KGM">120.5</GrossMassMeasure></GoodsMeasure>
                  <InvoiceLine><ItemChargeAmount currencyID="EUR">900</ItemChargeAmount></InvoiceLine>
                </Commodity>
                <GovernmentProcedure><CurrentCode>40</CurrentCode><PreviousCode>00</PreviousCode></GovernmentProcedure>
                <Origin><CountryCode>TZ</CountryCode><TypeCode>1</TypeCode></Origin>
                <TransactionNatureCode>1</TransactionNatureCode>
              </GovernmentAgencyGoodsItem>
            </GoodsShipment>
          </Declaration>
        </md:MetaData>
        """;

    public const string EntrySummary = """
        <ie:CC315A xmlns:ie="http://ics.dgtaxud.ec/CC315A">
          <MesTypMES20>CC315A</MesTypMES20>
          <HEAHEA>
            <RefNumHEA4>ENS-1</RefNumHEA4><TraModAtBorHEA76>1</TraModAtBorHEA76><IdeOfMeaOfTraCroHEA85>9074729</IdeOfMeaOfTraCroHEA85>
            <TotNumOfIteHEA305>2</TotNumOfIteHEA305><TotNumOfPacHEA306>10</TotNumOfPacHEA306><PlaLoaGOOITE334>CNSHA</PlaLoaGOOITE334>
            <DecDatTimHEA114>202601312359</DecDatTimHEA114>
          </HEAHEA>
          <TRACONCO1><NamCO17>Ningbo Tools</NamCO17><CitCO124>Ningbo</CitCO124><CouCO125>CN</CouCO125></TRACONCO1>
          <GOOITEGDS>
            <IteNumGDS7>1</IteNumGDS7><GooDesGDS23>Hand tools</GooDesGDS23>
            <CONNR2><ConNumNR21>CSQU3054383</ConNumNR21></CONNR2>
            <PACGS2><KinOfPacGS23>CT</KinOfPacGS23><NumOfPacGS24>10</NumOfPacGS24></PACGS2>
          </GOOITEGDS>
          <CUSOFFFENT730><RefNumCUSOFFFENT731>NL000510</RefNumCUSOFFFENT731><ExpDatOfArrFIRENT733>202602101200</ExpDatOfArrFIRENT733></CUSOFFFENT730>
        </ie:CC315A>
        """;

    public const string Transit = """
        <ncts:CC015C PhaseID="NCTS5.0" xmlns:ncts="http://ncts.dgtaxud.ec">
          <preparationDateAndTime>2026-07-02T03:11:04</preparationDateAndTime><messageType>CC015C</messageType>
          <TransitOperation><LRN>TRN-1</LRN><declarationType>T1</declarationType></TransitOperation>
          <CustomsOfficeOfDeparture><referenceNumber>GB000060</referenceNumber></CustomsOfficeOfDeparture>
          <HolderOfTheTransitProcedure><identificationNumber>GB123456789000</identificationNumber></HolderOfTheTransitProcedure>
          <Consignment><grossMass>12.5</grossMass>
            <HouseConsignment><sequenceNumber>1</sequenceNumber><grossMass>12.5</grossMass>
              <ConsignmentItem><goodsItemNumber>1</goodsItemNumber><declarationGoodsItemNumber>1</declarationGoodsItemNumber>
                <Commodity><descriptionOfGoods>Cigarettes</descriptionOfGoods><CommodityCode><harmonizedSystemSubHeadingCode>240220</harmonizedSystemSubHeadingCode></CommodityCode></Commodity>
              </ConsignmentItem>
            </HouseConsignment>
          </Consignment>
        </ncts:CC015C>
        """;

    public const string Cuscar =
        "UNA:+.? 'UNB+UNOC:3+A+B+260127:0730+7'UNH+1+CUSCAR:D:99B:UN'BGM+785+MAN-1:1+9'TDT+20+017W+1++MAEU:::MAERSK+++9074729:146::EMMA:DK'" +
        "LOC+9+CNSHA:139:6'EQD+CN+CSQU3054383+45G1+++5'SEL+S77'CNI+1'RFF+BM:BL-1'NAD+CN+++O?'REILLY ?+ CO'GID+1+10:CT'FTX+AAA+++HAND TOOLS'SGP+CSQU3054383'UNT+13+1'UNZ+1+7'";

    public static async Task<List<Reading>> Read(
        byte[] bytes, TradeFormat format = TradeFormat.Detect, CsvMapping? mapping = null, ReadingLimits? limits = null)
    {
        var readings = new List<Reading>();
        using var stream = new MemoryStream(bytes, false);
        await foreach (var reading in TradeReader.ReadAsync(stream, format, limits ?? ReadingLimits.Default, mapping, TestContext.Current.CancellationToken))
        {
            readings.Add(reading);
        }

        return readings;
    }

    public static Task<List<Reading>> Read(string text, TradeFormat format = TradeFormat.Detect, CsvMapping? mapping = null, ReadingLimits? limits = null) =>
        Read(Encoding.UTF8.GetBytes(text), format, mapping, limits);

    public static async Task<(Declaration Declaration, LossReport Loss)> Accepted(string text, CsvMapping? mapping = null)
    {
        var reading = (await Read(text, mapping: mapping)).ShouldHaveSingleItem();
        var accepted = reading.ShouldBeOfType<Reading.Accepted>(reading is Reading.Refused refused ? refused.Fault.ToString() : null);
        return (accepted.Declaration, accepted.Loss);
    }

    public static CsvMapping Mapping(string json) =>
        CsvMapping.TryParse(Encoding.UTF8.GetBytes(json), out var mapping, out var fault) ? mapping : throw new ArgumentException(fault.ToString());

    public static CsvMapping Declarations => CsvMapping.BuiltIn("customs-declarations")!;

    /// <summary>A folder or file of the public data; skips the test, with the reason, where it is absent.</summary>
    public static string Data(string path) => PublicData.Need(path);
}
