using System.Globalization;
using System.Text.RegularExpressions;
using Entente.Protocol.Alerts;

namespace Entente.Node.Alerts.Lists;

/// <summary>The last column of the SDN list: statements parted by semicolons, most of which have a fixed beginning.</summary>
internal sealed partial class OfacRemarks
{
    private static readonly (string Start, PaperKind Kind)[] PaperStarts =
    [
        ("Passport ", PaperKind.Passport), ("Diplomatic Passport ", PaperKind.Passport), ("Stateless Person Passport ", PaperKind.Passport),
        ("National ID No. ", PaperKind.NationalIdentity), ("Cedula No. ", PaperKind.NationalIdentity), ("Identification Number ", PaperKind.NationalIdentity),
        ("D.N.I. ", PaperKind.NationalIdentity), ("C.U.R.P. ", PaperKind.NationalIdentity), ("SSN ", PaperKind.NationalIdentity),
        ("Personal ID Card ", PaperKind.NationalIdentity), ("Citizen's Card Number ", PaperKind.NationalIdentity), ("I.F.E. ", PaperKind.NationalIdentity),
        ("Turkish Identification Number ", PaperKind.NationalIdentity), ("Electoral Registry No. ", PaperKind.NationalIdentity),
        ("Tax ID No. ", PaperKind.TaxCard), ("NIT # ", PaperKind.TaxCard), ("R.F.C. ", PaperKind.TaxCard), ("RFC ", PaperKind.TaxCard), ("RUC # ", PaperKind.TaxCard),
        ("RIF # ", PaperKind.TaxCard), ("C.U.I.T. ", PaperKind.TaxCard), ("Italian Fiscal Code ", PaperKind.TaxCard),
        ("Driver's License No. ", PaperKind.DrivingLicence), ("Residency Number ", PaperKind.ResidencePermit), ("Travel Document Number ", PaperKind.Other),
    ];

    private static readonly (string Start, BusinessNumberKind Kind)[] BusinessStarts =
    [
        ("Registration ID ", BusinessNumberKind.Registration), ("Registration Number ", BusinessNumberKind.Registration),
        ("Company Number ", BusinessNumberKind.Registration), ("Business Registration Document # ", BusinessNumberKind.Registration),
        ("Business Registration Number ", BusinessNumberKind.Registration), ("Commercial Registry Number ", BusinessNumberKind.Registration),
        ("UK Company Number ", BusinessNumberKind.Registration), ("C.R. No. ", BusinessNumberKind.Registration), ("Folio Mercantil No. ", BusinessNumberKind.Registration),
        ("Matricula Mercantil No ", BusinessNumberKind.Registration), ("Trade License No. ", BusinessNumberKind.Registration),
        ("Chamber of Commerce Number ", BusinessNumberKind.Registration), ("Enterprise Number ", BusinessNumberKind.Registration),
        ("Legal Entity Number ", BusinessNumberKind.Registration), ("Certificate of Incorporation Number ", BusinessNumberKind.Registration),
        ("United Social Credit Code Certificate (USCCC) ", BusinessNumberKind.Registration), ("Unified Social Credit Code (USCC) ", BusinessNumberKind.Registration),
        ("Government Gazette Number ", BusinessNumberKind.Other), ("D-U-N-S Number ", BusinessNumberKind.Other), ("License ", BusinessNumberKind.Other),
        ("V.A.T. Number ", BusinessNumberKind.Vat), ("SWIFT/BIC ", BusinessNumberKind.Bic), ("Legal Entity Identifier ", BusinessNumberKind.Lei), ("LEI ", BusinessNumberKind.Lei),
        ("Tax ID No. ", BusinessNumberKind.Tax), ("NIT # ", BusinessNumberKind.Tax), ("R.F.C. ", BusinessNumberKind.Tax), ("RFC ", BusinessNumberKind.Tax),
        ("RUC # ", BusinessNumberKind.Tax), ("RIF # ", BusinessNumberKind.Tax), ("C.U.I.T. ", BusinessNumberKind.Tax), ("US FEIN ", BusinessNumberKind.Tax),
    ];

    public List<OtherName> Names { get; } = [];

    public List<string> Births { get; } = [];

    public List<string> BirthPlaces { get; } = [];

    public List<string> Nationalities { get; } = [];

    public PersonSex? Sex { get; private set; }

    public List<IdentityPaper> Papers { get; } = [];

    public List<BusinessNumber> BusinessNumbers { get; } = [];

    public List<PublishedNumber> Numbers { get; } = [];

    public List<string> LinkedTo { get; } = [];

    public List<string> FormerTails { get; } = [];

    public string? Imo { get; private set; }

    public string? Mmsi { get; private set; }

    public string? Tail { get; private set; }

    public string? Serial { get; private set; }

    public string? Model { get; private set; }

    public string? Operator { get; private set; }

    public string? CallSign { get; private set; }

    public string? Flag { get; private set; }

    /// <summary>Reads the column. What has no fixed beginning stays in the remarks only.</summary>
    /// <param name="text">The column, <c>-0-</c> for none.</param>
    public static OfacRemarks Read(string? text)
    {
        var remarks = new OfacRemarks();
        foreach (var statement in (text ?? "").TrimEnd('.', ' ').Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            remarks.Take(statement.TrimEnd('.'));
        }

        return remarks;
    }

    private void Take(string statement)
    {
        var rest = statement.StartsWith("alt. ", StringComparison.OrdinalIgnoreCase) ? statement[5..] : statement;
        if (After("DOB ") is { } birth)
        {
            if (Birth(birth) is { } known)
            {
                Births.Add(known);
            }
        }
        else if ((After("POB ") ?? After("POB: ")) is { } place)
        {
            BirthPlaces.Add(place);
        }
        else if ((After("nationality ") ?? After("citizen ") ?? After("Nationality of Registration ")) is { } nation)
        {
            if (ListCountries.Find(nation) is { } code && !Nationalities.Contains(code))
            {
                Nationalities.Add(code);
            }
        }
        else if (After("Gender ") is { } gender)
        {
            Sex = gender switch { "Male" => PersonSex.Male, "Female" => PersonSex.Female, _ => null };
        }
        else if ((After("a.k.a. ") ?? After("f.k.a. ") ?? After("n.k.a. ")) is { } name)
        {
            // OFAC puts weak aliases into the remarks; the strong ones have a file of their own.
            Names.Add(new(name.Trim('\''), Weak: !rest.StartsWith('f')));
        }
        else if (After("Linked To: ") is { } linked)
        {
            LinkedTo.Add(linked);
        }
        else if (After("Vessel Registration Identification ") is { } registration)
        {
            Imo = registration.StartsWith("IMO", StringComparison.Ordinal) ? registration[3..].Trim() : Imo;
        }
        else if (!TakeTransport() && !TakeNumber())
        {
            TakePublished();
        }

        string? After(string start) => rest.StartsWith(start, StringComparison.Ordinal) ? rest[start.Length..].Trim() : null;

        bool TakeTransport()
        {
            switch (rest)
            {
                case var _ when After("MMSI ") is { } mmsi:
                    Mmsi ??= mmsi;
                    return true;
                case var _ when After("Other Vessel Call Sign ") is { } sign:
                    CallSign ??= sign;
                    return true;
                case var _ when After("Other Vessel Flag ") is { } flag:
                    Flag ??= flag;
                    return true;
                case var _ when After("Previous Aircraft Tail Number ") is { } former:
                    FormerTails.Add(former);
                    return true;
                case var _ when After("Aircraft Tail Number ") is { } tail:
                    Tail ??= tail;
                    return true;
                case var _ when After("Aircraft Manufacturer's Serial Number (MSN) ") is { } serial:
                    Serial ??= serial;
                    return true;
                case var _ when After("Aircraft Model ") is { } model:
                    Model ??= model;
                    return true;
                case var _ when After("Aircraft Operator ") is { } company:
                    Operator ??= company;
                    return true;
                default:
                    return false;
            }
        }

        bool TakeNumber()
        {
            var taken = false;
            foreach (var (start, kind) in PaperStarts)
            {
                if (After(start) is { Length: > 0 } paper)
                {
                    var (number, country, issued) = Number(paper);
                    Papers.Add(new(kind, number, country, null, issued));
                    taken = true;
                    break;
                }
            }

            foreach (var (start, kind) in BusinessStarts)
            {
                if (After(start) is { Length: > 0 } registered)
                {
                    var (number, country, _) = Number(registered);
                    BusinessNumbers.Add(new(kind, number, country));
                    return true;
                }
            }

            return taken;
        }

        void TakePublished()
        {
            if (rest.StartsWith("Digital Currency Address - ", StringComparison.Ordinal) && rest.LastIndexOf(' ') is > 27 and var gap)
            {
                Numbers.Add(new(rest[..gap], rest[(gap + 1)..]));
            }
        }
    }

    private static (string Number, string? Country, string? Issued) Number(string text)
    {
        var parts = NumberParts().Match(text);
        return parts.Success
            ? (parts.Groups["number"].Value.Trim(), ListCountries.Find(parts.Groups["country"].Value), Birth(parts.Groups["issued"].Value))
            : (text, null, null);
    }

    /// <summary>Reads <c>10 Dec 1948</c>, <c>Dec 1948</c>, <c>1948</c>, <c>circa 1948</c> and <c>1948 to 1950</c>; circa is taken as a year on either side.</summary>
    internal static string? Birth(string text)
    {
        var circa = text.StartsWith("circa ", StringComparison.OrdinalIgnoreCase);
        var date = circa ? text[6..].Trim() : text.Trim();
        if (date.Split(" to ") is [var first, var last] && Year(first) is { } from && Year(last) is { } to)
        {
            return $"{from:D4}/{to:D4}";
        }

        if (circa && Year(date) is { } about)
        {
            return $"{about - 1:D4}/{about + 1:D4}";
        }

        return DateOnly.TryParseExact(date, ["dd MMM yyyy", "d MMM yyyy"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? $"{day:yyyy-MM-dd}"
            : DateOnly.TryParseExact(date, "MMM yyyy", CultureInfo.InvariantCulture, DateTimeStyles.None, out var month) ? $"{month:yyyy-MM}"
            : date.Length == 4 && Year(date) is { } year ? $"{year:D4}"
            : null;
    }

    private static int? Year(string text) =>
        text.Trim() is { Length: >= 4 } trimmed && int.TryParse(trimmed[^4..], NumberStyles.None, CultureInfo.InvariantCulture, out var year) && year is > 1800 and < 2200 ? year : null;

    [GeneratedRegex(@"^(?<number>.+?)(?: \((?<country>[^()]+)\))?(?: issued (?<issued>\d{1,2} \w{3} \d{4}))?(?: expires .*)?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NumberParts();
}
