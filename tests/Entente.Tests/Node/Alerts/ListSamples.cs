using System.Text;
using Entente.Node.Alerts;

namespace Entente.Tests.Node.Alerts;

/// <summary>Lists in the publishers' formats with invented entries.</summary>
internal static class ListSamples
{
    public const string Entries = """
        101,"MARLOWE, Ida Vera","individual","SDGT] [IRAN",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"DOB 03 Apr 1971; alt. DOB circa 1970; POB Utrecht, Netherlands; nationality Netherlands; Gender Female; Passport X1234567 (Netherlands) issued 02 May 2014 expires 02 May 2024; a.k.a. 'THE HERON'; Digital Currency Address - XBT 1BoatSLRHtKNngkdXEeobR76b53LETtpyT; Linked To: HARBOUR TRADING B.V.."
        102,"HERON",vessel,"DPRK4","Captain",VRAA7,"General Cargo","2,595","1,116","Korea, North","Harbour ""Deep"" Shipping","Vessel Registration Identification IMO 9074729; MMSI 445123000."
        103,"YV9999",aircraft,"VENEZUELA",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"Aircraft Model B-737; Aircraft Tail Number YV9999; Previous Aircraft Tail Number N99; Aircraft Manufacturer's Serial Number (MSN) 20280."
        104,"HARBOUR TRADING B.V.",-0- ,"SDGT",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"SWIFT/BIC HARBNL2A; V.A.T. Number NL000099998B57; Registration ID 27134614 (Netherlands)."

        """;

    public const string Names = """
        101,1,"aka","MARLOW, Ida",-0- 
        104,2,"fka","HARBOUR HANDEL",-0- 

        """;

    public const string Addresses = """
        104,1,"Quay 1","Rotterdam","Netherlands",-0- 
        101,2,-0- ,-0- ,-0- ,-0- 

        """;

    public const string Un = """
        <?xml version="1.0" encoding="UTF-8"?>
        <CONSOLIDATED_LIST dateGenerated="2026-02-27T00:00:09.554Z">
          <INDIVIDUALS>
            <INDIVIDUAL>
              <DATAID>1</DATAID><FIRST_NAME>IDA</FIRST_NAME><SECOND_NAME>MARLOWE</SECOND_NAME><UN_LIST_TYPE>Test</UN_LIST_TYPE><REFERENCE_NUMBER>TEi.001</REFERENCE_NUMBER>
              <LISTED_ON>2012-12-31</LISTED_ON><NAME_ORIGINAL_SCRIPT>Ида Марлоу</NAME_ORIGINAL_SCRIPT><GENDER>Female</GENDER><COMMENTS1>Seen in
        March.</COMMENTS1>
              <NATIONALITY><VALUE>Democratic Republic of the Congo</VALUE></NATIONALITY>
              <INDIVIDUAL_ALIAS><QUALITY>Low</QUALITY><ALIAS_NAME>Heron</ALIAS_NAME></INDIVIDUAL_ALIAS>
              <INDIVIDUAL_ALIAS><QUALITY>Good</QUALITY><ALIAS_NAME>Ida Marlow</ALIAS_NAME></INDIVIDUAL_ALIAS>
              <INDIVIDUAL_ALIAS><QUALITY/><ALIAS_NAME/></INDIVIDUAL_ALIAS>
              <INDIVIDUAL_ADDRESS><CITY>Goma</CITY><COUNTRY>Democratic Republic of the Congo</COUNTRY></INDIVIDUAL_ADDRESS>
              <INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>EXACT</TYPE_OF_DATE><DATE>1971-04-03</DATE></INDIVIDUAL_DATE_OF_BIRTH>
              <INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>BETWEEN</TYPE_OF_DATE><FROM_YEAR>1973</FROM_YEAR><TO_YEAR>1974</TO_YEAR></INDIVIDUAL_DATE_OF_BIRTH>
              <INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>APPROXIMATELY</TYPE_OF_DATE><YEAR>1970</YEAR></INDIVIDUAL_DATE_OF_BIRTH>
              <INDIVIDUAL_DOCUMENT><TYPE_OF_DOCUMENT>Passport</TYPE_OF_DOCUMENT><NUMBER>OB0814241</NUMBER><ISSUING_COUNTRY>Democratic Republic of the Congo</ISSUING_COUNTRY></INDIVIDUAL_DOCUMENT>
              <INDIVIDUAL_DOCUMENT/>
            </INDIVIDUAL>
          </INDIVIDUALS>
          <ENTITIES>
            <ENTITY>
              <DATAID>2</DATAID><FIRST_NAME>HARBOUR SHIPPING</FIRST_NAME><UN_LIST_TYPE>Test</UN_LIST_TYPE><REFERENCE_NUMBER>TEe.001</REFERENCE_NUMBER>
              <LISTED_ON>2018-03-30</LISTED_ON><COMMENTS1>Owner of a vessel. IMO number: 5571322.</COMMENTS1>
              <ENTITY_ALIAS><QUALITY>f.k.a.</QUALITY><ALIAS_NAME>Harbour Lines</ALIAS_NAME></ENTITY_ALIAS>
              <ENTITY_ADDRESS><STREET>1 Quay</STREET><CITY>Dandong</CITY><COUNTRY>China</COUNTRY></ENTITY_ADDRESS>
            </ENTITY>
          </ENTITIES>
        </CONSOLIDATED_LIST>
        """;

    public static ListFiles Ofac(string entries = Entries, DateOnly? version = null, string names = Names, string addresses = Addresses) =>
        new(Bytes(entries), Bytes(names), Bytes(addresses), version ?? new(2026, 2, 1));

    public static ListFiles UnList(string xml = Un) => new(Bytes(xml));

    /// <summary>A list of so many companies, of which some carry another name than the first time.</summary>
    public static ListFiles Companies(int count, int renamed = 0, DateOnly? version = null) => Ofac(
        string.Concat(Enumerable.Range(1, count).Select(n => $"{n},\"COMPANY {n}{(n <= renamed ? " RENAMED" : "")}\",-0- ,\"TEST\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \n")),
        version, "", "");

    public static Stream Bytes(string text) => new MemoryStream(Encoding.UTF8.GetBytes(text));

    /// <summary>The folder of real lists, or a skipped test.</summary>
    public static string RealLists() => PublicData.Need("screening");
}
