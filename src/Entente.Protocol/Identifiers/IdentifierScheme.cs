namespace Entente.Protocol.Identifiers;

/// <summary>The schemes that <see cref="IdentifierSchemes"/> judges. Names are stable: partners send them.</summary>
public enum IdentifierScheme
{
    ContainerNumber = 1, ImoNumber, ImoCompanyNumber, Mmsi, AircraftRegistration, VehicleRegistration, VehicleIdentification, Mrz,
    Lei, Iban, Bic, Eori, VatNumber, UnLocode, CountryCode, CurrencyCode, HsCode,
}
