using Entente.Protocol.Faults;
using Entente.Protocol.Identifiers;
using Entente.TradeData.Model;
using Scheme = Entente.Protocol.Identifiers.IdentifierScheme;

namespace Entente.TradeData.Values;

/// <summary>Remarks on identifiers that break the rules of their scheme; the value is carried all the same.</summary>
internal static class CheckDigits
{
    public static void Container(Ledger ledger, Leaf leaf, string number)
    {
        // Four letters and seven digits is meant to be ISO 6346; anything else is another kind of equipment number.
        if (number.Length == 11 && number.AsSpan(4).ContainsOnlyDigits() && !number.AsSpan(0, 4).ContainsAnyExceptInRange('A', 'Z'))
        {
            Judge(ledger, leaf, Scheme.ContainerNumber, number);
        }
    }

    public static void Transport(Ledger ledger, Leaf? leaf, TransportMeans means)
    {
        if (leaf is not null && means is { IdentityKind: TransportIdentity.ImoNumber, Identity: { } identity })
        {
            Judge(ledger, leaf, Scheme.ImoNumber, identity);
        }
    }

    public static void Party(Ledger ledger, Leaf leaf, Model.IdentifierScheme scheme, string number)
    {
        Scheme? judged = scheme switch
        {
            Model.IdentifierScheme.Vat => Scheme.VatNumber,
            Model.IdentifierScheme.Lei => Scheme.Lei,
            Model.IdentifierScheme.Iban => Scheme.Iban,
            Model.IdentifierScheme.VehicleIdentification => Scheme.VehicleIdentification,
            _ => null,
        };
        if (judged is not null)
        {
            Judge(ledger, leaf, judged.Value, number);
        }
    }

    private static void Judge(Ledger ledger, Leaf leaf, Scheme scheme, string number)
    {
        switch (IdentifierSchemes.Check(scheme, number))
        {
            case IdentifierVerdict.WrongCheckDigit wrong:
                ledger.Suspect(leaf, FaultCode.TradeCheckDigit, wrong.Expected.Length == 0 ? "has a check digit that fits nothing" : $"has a wrong check digit, which should be {wrong.Expected}");
                break;
            case IdentifierVerdict.WrongForm form:
                ledger.Suspect(leaf, FaultCode.TradeInvalidValue, $"does not have the form of its scheme: {form.Expected}");
                break;
        }
    }
}
