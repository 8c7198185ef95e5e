using Entente.Node.Console;
using Entente.Protocol.Reference;
using Entente.Screening;

namespace Entente.Node.Alerts;

/// <summary>What was declared beside what is listed, field by field, each in its own script.</summary>
internal static class HitComparison
{
    public static ListedEntry? ListedSide(HitView hit) =>
        Listed.Entries(Listed.AlertNumber(hit.Match.EntryId), hit.Alert, hit.Source).FirstOrDefault(entry => entry.Id == hit.Match.EntryId);

    public static IReadOnlyList<FieldPair> Fields(HitView hit, Text t)
    {
        var declared = hit.Declared.Subject;
        var listed = ListedSide(hit);
        if (listed is null)
        {
            return [];
        }

        var pairs = new List<FieldPair>();
        var compared = hit.Match.Evidence.FirstOrDefault(row => row.Rule == "name");
        var declaredName = compared?.Declared ?? (declared.Names is [var first, ..] ? first : null);
        var listedName = compared is not null ? WrittenLike(listed, compared.Listed) : listed.Names is [var primary, ..] ? primary.Text : null;
        Add(t["Name"], declaredName, listedName, near: compared is not null);
        Add(t["Other names"], Some(declared.Names.Where(name => name != declaredName)), Some(listed.Names.Select(name => name.Text).Where(name => name != listedName && !IsForeign(name))), near: true);
        Add(t["In original script"], Some(declared.Names.Where(name => name != declaredName && IsForeign(name))), Some(listed.Names.Select(name => name.Text).Where(name => name != listedName && IsForeign(name))), near: true);
        foreach (var kind in declared.Identifiers.Select(number => number.Kind).Concat(listed.Identifiers.Select(number => number.Kind)).Distinct())
        {
            Add(KindWords(kind, t), Some(declared.Identifiers.Where(number => number.Kind == kind).Select(Number)), Some(listed.Identifiers.Where(number => number.Kind == kind).Select(Number)));
        }

        Add(t["Birth"], declared.Birth is { } birth ? Date(birth) : null, Some(listed.Births.Select(Date)), near: declared.Birth is { } born && listed.Births.Any(born.Overlaps));
        Add(t["Country"], Some(declared.Countries.Select(CountryWords)), Some(listed.Countries.Select(CountryWords)));
        Add(t["Sex"], SexWords(declared.Sex, t), SexWords(listed.Sex, t));
        Add(t["Address"], Some(declared.Addresses), Some(listed.Addresses));
        pairs.AddRange(hit.Declared.Display.Where(field => field.Label != ScreenedSubject.SimulatedLabel && pairs.All(pair => pair.Declared != field.Value && (pair.Declared is null || pair.Label != t[field.Label]))).ToList().Select(field => new FieldPair(t[field.Label], field.Value, null, FieldState.OnlyDeclared)));
        return pairs;

        void Add(string label, string? left, string? right, bool near = false)
        {
            if (left is null && right is null)
            {
                return;
            }

            var state = left is null ? FieldState.OnlyListed
                : right is null ? FieldState.OnlyDeclared
                : string.Equals(left, right, StringComparison.OrdinalIgnoreCase) || right.Split(" · ").Contains(left, StringComparer.OrdinalIgnoreCase) ? FieldState.Same
                : near ? FieldState.Similar
                : FieldState.Different;
            pairs.Add(new(label, left, right, state));
        }
    }

    /// <summary>Screening compares names without case and marks; officers read them as they are written.</summary>
    private static string WrittenLike(ListedEntry listed, string compared) =>
        listed.Names.FirstOrDefault(name => string.Equals(name.Text, compared, StringComparison.OrdinalIgnoreCase))?.Text ?? compared;

    private static bool IsForeign(string name) => name.Any(c => char.IsLetter(c) && c > '\u024F');

    private static string? Some(IEnumerable<string> values) => string.Join(" · ", values.Take(8)) is { Length: > 0 } text ? text : null;

    private static string Number(SubjectIdentifier number) => number.Country is null ? number.Value : $"{number.Value} ({number.Country})";

    private static string CountryWords(string code) =>
        Countries.Find(code) is { } country ? $"{country.Alpha2} {country.Name(System.Globalization.CultureInfo.CurrentUICulture.TwoLetterISOLanguageName)}" : code;

    private static string Date(PartialDate date) => date.Earliest == date.Latest ? $"{date.Earliest:yyyy-MM-dd}"
        : date.Earliest.Year != date.Latest.Year ? $"{date.Earliest:yyyy}–{date.Latest:yyyy}"
        : date.Earliest.Month == date.Latest.Month ? $"{date.Earliest:yyyy-MM}"
        : $"{date.Earliest:yyyy}";

    private static string? SexWords(Sex? sex, Text t) => sex switch { Sex.Female => t["Female"], Sex.Male => t["Male"], Sex.Other => t["Other"], _ => null };

    private static string KindWords(IdentifierKind kind, Text t) => kind switch
    {
        IdentifierKind.ContainerNumber => t["Container number"],
        IdentifierKind.ImoNumber => t["IMO number"],
        IdentifierKind.CallSign => t["Call sign"],
        IdentifierKind.Mmsi => "MMSI",
        IdentifierKind.AircraftRegistration => t["Aircraft registration"],
        IdentifierKind.VehicleRegistration => t["Number plate"],
        IdentifierKind.VehicleIdentification => t["Vehicle identification number"],
        IdentifierKind.Passport => t["Passport"],
        IdentifierKind.NationalId => t["Identity number"],
        IdentifierKind.TaxNumber => t["Tax number"],
        IdentifierKind.Vat => t["VAT number"],
        IdentifierKind.Eori => "EORI",
        IdentifierKind.Lei => "LEI",
        IdentifierKind.Iban => "IBAN",
        IdentifierKind.Bic => "BIC",
        IdentifierKind.CompanyRegistration => t["Company register"],
        IdentifierKind.CryptoAddress => t["Digital currency address"],
        IdentifierKind.SealNumber => t["Seal"],
        IdentifierKind.SerialNumber => t["Serial number"],
        _ => t["Number"],
    };
}
