using Entente.Protocol.Faults;
using Entente.TradeData.Model;

namespace Entente.TradeData.Values;

/// <summary>Remarks on identifiers whose check digit is wrong; the value is carried all the same.</summary>
internal static class CheckDigits
{
    public static void Container(Ledger ledger, Leaf leaf, string number)
    {
        // Four letters and seven digits is meant to be ISO 6346; anything else is another kind of equipment number.
        if (number.Length == 11 && number.AsSpan(4).ContainsOnlyDigits() && !number.AsSpan(0, 4).ContainsAnyExceptInRange('A', 'Z') && !IsIso6346(number))
        {
            ledger.Suspect(leaf, FaultCode.TradeCheckDigit, "has a wrong container check digit");
        }
    }

    public static void Transport(Ledger ledger, Leaf? leaf, TransportMeans means)
    {
        if (leaf is not null && means is { IdentityKind: TransportIdentity.ImoNumber, Identity: { } identity })
        {
            var number = identity.StartsWith("IMO", StringComparison.Ordinal) ? identity.AsSpan(3).Trim() : identity;
            if (!IsImo(number))
            {
                ledger.Suspect(leaf, FaultCode.TradeCheckDigit, "is no IMO number: seven digits, the last of which checks the others");
            }
        }
    }

    private static bool IsImo(ReadOnlySpan<char> number)
    {
        if (number.Length != 7 || !number.ContainsOnlyDigits())
        {
            return false;
        }

        var sum = 0;
        for (var i = 0; i < 6; i++)
        {
            sum += (number[i] - '0') * (7 - i);
        }

        return sum % 10 == number[6] - '0';
    }

    private static bool IsIso6346(string number)
    {
        var sum = 0;
        for (var i = 0; i < 10; i++)
        {
            var c = number[i];
            var value = char.IsAsciiDigit(c) ? c - '0' : c - 'A' + 10 + (c > 'A' ? 1 : 0) + (c > 'K' ? 1 : 0) + (c > 'U' ? 1 : 0);
            sum += value << i;
        }

        return sum % 11 % 10 == number[10] - '0';
    }
}
