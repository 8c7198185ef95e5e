using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace Entente.Protocol.Identifiers;

/// <summary>An aircraft's marks (ICAO Annex 7): nationality and registration, written without the hyphen: <c>FGZCP</c>, <c>N123AB</c>.</summary>
/// <remarks>
/// The hyphen is dropped because sources disagree about it. Where it stands is lost with it: <c>F-GZCP</c> and <c>FG-ZCP</c> are equal here. Marks of the United States are judged
/// closer (N, a digit from 1, at most five characters, letters only at the end and never I or O). No check digit.
/// </remarks>
public sealed partial record AircraftRegistration : IIdentifier<AircraftRegistration>
{
    private AircraftRegistration(string text) => Text = text;

    public static IdentifierScheme Scheme => IdentifierScheme.AircraftRegistration;

    public string Text { get; }

    public static IdentifierVerdict Check(ReadOnlySpan<char> text)
    {
        var number = Identifier.Compact(text);
        var right = number is ['N', (>= '0' and <= '9'), ..]
            ? UnitedStates().IsMatch(number)
            : number.Length is >= 4 and <= 7 && !Identifier.AllDigits(number) && Elsewhere().IsMatch(number);
        return right ? new IdentifierVerdict.Valid(number) : new IdentifierVerdict.WrongForm("nationality marks and two to five letters or digits");
    }

    [GeneratedRegex("^N[1-9](?:[0-9]{0,4}|[0-9]{0,3}[A-HJ-NP-Z]|[0-9]{0,2}[A-HJ-NP-Z]{2})$")]
    private static partial Regex UnitedStates();

    [GeneratedRegex("^(?:[A-Z]{1,2}|[0-9][A-Z]|[A-Z][0-9])[A-Z0-9]{2,5}$")]
    private static partial Regex Elsewhere();

    static AircraftRegistration IIdentifier<AircraftRegistration>.Trust(string normalised) => new(normalised);

    public static AircraftRegistration Parse(string s) => Identifier.Parse<AircraftRegistration>(s);

    static AircraftRegistration IParsable<AircraftRegistration>.Parse(string s, IFormatProvider? provider) => Identifier.Parse<AircraftRegistration>(s);

    static AircraftRegistration ISpanParsable<AircraftRegistration>.Parse(ReadOnlySpan<char> s, IFormatProvider? provider) => Identifier.Parse<AircraftRegistration>(s);

    public static bool TryParse([NotNullWhen(true)] string? s, [MaybeNullWhen(false)] out AircraftRegistration result) => Identifier.TryParse(s, out result);

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out AircraftRegistration result) =>
        Identifier.TryParse(s, out result);

    public static bool TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, [MaybeNullWhen(false)] out AircraftRegistration result) =>
        Identifier.TryParse(s, out result);

    public override string ToString() => Text;
}
