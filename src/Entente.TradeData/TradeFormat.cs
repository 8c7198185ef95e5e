namespace Entente.TradeData;

/// <summary>The formats that can be read; <see cref="Detect"/> chooses one where the sender does not say.</summary>
public enum TradeFormat
{
    Detect,

    /// <summary>WCO Data Model 3.6 XML (<c>MetaData/Declaration</c>) and its notifications.</summary>
    WcoXml,

    /// <summary>Entry summary declaration IE315 (<c>CC315A</c>) and its amendment IE313.</summary>
    EntrySummaryXml,

    /// <summary>NCTS transit messages (<c>CC015C</c>, <c>CC007C</c>, <c>CC029C</c>).</summary>
    TransitXml,

    /// <summary>UN/EDIFACT CUSCAR, CUSDEC, CUSREP.</summary>
    Edifact,

    /// <summary>Comma-separated values with a mapping file.</summary>
    Csv,
}
