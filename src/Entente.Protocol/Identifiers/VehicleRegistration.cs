using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Entente.Protocol.Identifiers;

/// <summary>A road vehicle's plate, as far as plates have a common form: letters and digits without what stands between them.</summary>
/// <remarks>
/// Cyrillic and Greek letters that look like Latin ones become those: Russian, Ukrainian and Greek plates use only letters that have such a twin, and cameras
/// report either. Accents are dropped: <c>Ö</c> and <c>O</c> are not told apart. Arabic digits become ASCII. The country is not part of the plate; compare it beside it.
/// </remarks>
public sealed record VehicleRegistration : IIdentifier<VehicleRegistration>
{
    private const string Twins = "АВЕКМНОРСТУХІЈЅΑΒΕΖΗΙΚΜΝΟΡΤΥΧ";
    private const string Latin = "ABEKMHOPCTYXIJSABEZHIKMNOPTYX";

    private VehicleRegistration(string text) => Text = text;

    public static IdentifierScheme Scheme => IdentifierScheme.VehicleRegistration;

    public string Text { get; }

    public static IdentifierVerdict Check(ReadOnlySpan<char> text)
    {
        if (text.Length > 40 || text.ContainsAnyInRange('\uD800', '\uDFFF') || text.Contains('\uFFFE'))
        {
            return new IdentifierVerdict.WrongForm("two to twelve letters and digits");
        }

        var plate = new StringBuilder();
        foreach (var c in text.ToString().Normalize(NormalizationForm.FormKD).ToUpperInvariant())
        {
            var twin = Twins.IndexOf(c);
            if (char.IsDigit(c))
            {
                plate.Append((char)('0' + CharUnicodeInfo.GetDecimalDigitValue(c)));
            }
            else if (char.IsLetter(c))
            {
                plate.Append(twin < 0 ? c : Latin[twin]);
            }
        }

        return plate.Length is >= 2 and <= 12
            ? new IdentifierVerdict.Valid(plate.ToString())
            : new IdentifierVerdict.WrongForm("two to twelve letters and digits");
    }

    static VehicleRegistration IIdentifier<VehicleRegistration>.Trust(string normalised) => new(normalised);

    public static VehicleRegistration Parse(string s) => Identifier.Parse<VehicleRegistration>(s);

    static VehicleRegistration IParsable<VehicleRegistration>.Parse(string s, IFormatProvider? provider) => Identifier.Parse<VehicleRegistration>(s);

    static VehicleRegistration ISpanParsable<VehicleRegistration>.Parse(ReadOnlySpan<char> s, IFormatProvider? provider) => Identifier.Parse<VehicleRegistration>(s);

    public static bool TryParse([NotNullWhen(true)] string? s, [MaybeNullWhen(false)] out VehicleRegistration result) => Identifier.TryParse(s, out result);

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out VehicleRegistration result) =>
        Identifier.TryParse(s, out result);

    public static bool TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, [MaybeNullWhen(false)] out VehicleRegistration result) =>
        Identifier.TryParse(s, out result);

    public override string ToString() => Text;
}
