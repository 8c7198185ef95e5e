using System.Collections.Frozen;

namespace Entente.Protocol.Identifiers;

/// <summary>Every scheme by its name, for callers who learn the scheme only from what they read.</summary>
public static class IdentifierSchemes
{
    private static readonly FrozenDictionary<IdentifierScheme, Judge> Judges = new[]
    {
        Row<ContainerNumber>(), Row<ImoNumber>(), Row<ImoCompanyNumber>(), Row<Mmsi>(), Row<AircraftRegistration>(), Row<VehicleRegistration>(),
        Row<VehicleIdentification>(), Row<Mrz>(), Row<Lei>(), Row<Iban>(), Row<Bic>(), Row<Eori>(), Row<VatNumber>(), Row<UnLocode>(),
        Row<CountryCode>(), Row<CurrencyCode>(), Row<HsCode>(),
    }.ToFrozenDictionary();

    private delegate IdentifierVerdict Judge(ReadOnlySpan<char> text);

    /// <summary>Every scheme that can be judged.</summary>
    public static IReadOnlyCollection<IdentifierScheme> All => Judges.Keys;

    /// <summary>Judges a text by the rules of a scheme. Never throws on bad text.</summary>
    public static IdentifierVerdict Check(IdentifierScheme scheme, ReadOnlySpan<char> text) => Judges[scheme](text);

    private static KeyValuePair<IdentifierScheme, Judge> Row<T>()
        where T : class, IIdentifier<T> => new(T.Scheme, T.Check);
}
