using Entente.Protocol.Identifiers;

namespace Entente.Screening;

/// <summary>How numbers of each kind are normalised, judged and weighed.</summary>
internal static class IdentifierRules
{
    /// <summary>Shorter numbers of no known scheme match too much by chance.</summary>
    private const int ShortestKey = 4;

    /// <summary>The text by which two writings of a number are equal, and whether its check digit contradicts it; empty when it cannot be compared.</summary>
    public static (string Key, bool HasWrongCheckDigit) Normalise(SubjectIdentifier identifier)
    {
        var verdict = Check(identifier);
        if (verdict?.Normalised is { } normalised)
        {
            return (normalised, verdict is IdentifierVerdict.WrongCheckDigit);
        }

        var key = Compact(identifier.Value);
        return (key.Length < ShortestKey ? "" : key, false);
    }

    /// <summary>Letters and digits alone, in upper case.</summary>
    public static string Compact(string text)
    {
        Span<char> kept = stackalloc char[Math.Min(text.Length, 100)];
        var length = 0;
        foreach (var c in text.AsSpan(0, kept.Length))
        {
            if (char.IsLetterOrDigit(c))
            {
                kept[length++] = char.ToUpperInvariant(c);
            }
        }

        return new(kept[..length]);
    }

    /// <summary>How much an equal number says: 0 when the kinds cannot be the same thing.</summary>
    public static double Strength(SubjectIdentifier declared, SubjectIdentifier listed)
    {
        var strength = Math.Min(Strength(declared.Kind), Strength(listed.Kind));
        if (declared.Kind != listed.Kind)
        {
            strength *= declared.Kind == IdentifierKind.Any || listed.Kind == IdentifierKind.Any ? 1
                : AreRelated(declared.Kind, listed.Kind) ? 0.95
                : 0;
        }

        var isNational = declared.Kind is IdentifierKind.Passport or IdentifierKind.NationalId or IdentifierKind.TaxNumber or IdentifierKind.CompanyRegistration or IdentifierKind.VehicleRegistration;
        return isNational && declared.Country is { } one && listed.Country is { } other && !one.Equals(other, StringComparison.OrdinalIgnoreCase) ? strength * 0.5 : strength;
    }

    /// <summary>Only one thing has the number, and the thing has only one: a different number speaks against it.</summary>
    public static bool IsUnique(IdentifierKind kind) =>
        kind is IdentifierKind.ContainerNumber or IdentifierKind.ImoNumber or IdentifierKind.VehicleIdentification or IdentifierKind.Lei;

    private static double Strength(IdentifierKind kind) => kind switch
    {
        IdentifierKind.Bic => 0.60,
        IdentifierKind.CallSign or IdentifierKind.Mmsi => 0.85,
        IdentifierKind.TransportDocument or IdentifierKind.SealNumber or IdentifierKind.SerialNumber or IdentifierKind.Other => 0.80,
        _ => 1,
    };

    private static bool AreRelated(IdentifierKind one, IdentifierKind other)
    {
        static bool IsOfCompany(IdentifierKind kind) => kind is IdentifierKind.TaxNumber or IdentifierKind.Vat or IdentifierKind.Eori or IdentifierKind.CompanyRegistration or IdentifierKind.Other;
        static bool IsOfPerson(IdentifierKind kind) => kind is IdentifierKind.Passport or IdentifierKind.NationalId or IdentifierKind.TaxNumber or IdentifierKind.Other;
        return (IsOfCompany(one) && IsOfCompany(other)) || (IsOfPerson(one) && IsOfPerson(other));
    }

    private static IdentifierVerdict? Check(SubjectIdentifier identifier) => identifier.Kind switch
    {
        IdentifierKind.ContainerNumber => ContainerNumber.Check(identifier.Value),
        IdentifierKind.ImoNumber => ImoNumber.Check(identifier.Value) is IdentifierVerdict.WrongCheckDigit && ImoCompanyNumber.Check(identifier.Value) is IdentifierVerdict.Valid company
            ? company
            : ImoNumber.Check(identifier.Value),
        IdentifierKind.Mmsi => Mmsi.Check(identifier.Value),
        IdentifierKind.AircraftRegistration => AircraftRegistration.Check(identifier.Value),
        IdentifierKind.VehicleRegistration => VehicleRegistration.Check(identifier.Value),
        IdentifierKind.VehicleIdentification => VehicleIdentification.Check(identifier.Value),
        IdentifierKind.Vat => VatNumber.Check(identifier.Value),
        IdentifierKind.Eori => Eori.Check(identifier.Value),
        IdentifierKind.Lei => Lei.Check(identifier.Value),
        IdentifierKind.Iban => Iban.Check(identifier.Value),
        IdentifierKind.Bic => Bic.Check(identifier.Value),
        IdentifierKind.Any => ImoNumber.Check(identifier.Value) as IdentifierVerdict.Valid,
        _ => null,
    };
}
