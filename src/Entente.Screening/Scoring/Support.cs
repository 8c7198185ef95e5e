using System.Globalization;
using Entente.Screening.Names;

namespace Entente.Screening.Scoring;

/// <summary>What is known beside the name: numbers, birth, country, sex, address. Each lifts or lowers; none decides alone.</summary>
internal static class Support
{
    /// <summary>The strongest equal number, if any.</summary>
    public static void Identifiers(Subject subject, ListedEntry entry, List<Finding> findings)
    {
        Finding? best = null;
        var bestWrong = false;
        foreach (var declared in subject.Identifiers)
        {
            var (key, isWrong) = IdentifierRules.Normalise(declared);
            var differs = default(SubjectIdentifier);
            var isEqual = false;
            foreach (var listed in entry.Identifiers)
            {
                if (key.Length > 0 && (IdentifierRules.Normalise(listed).Key == key || NumberRun.Holds(listed, key)))
                {
                    isEqual = true;
                    var strength = IdentifierRules.Strength(declared, listed);
                    if (strength * ScreeningRules.Identifier.Weight > (best?.Contribution ?? 0))
                    {
                        var text = listed.Last is null ? listed.Value : $"{listed.Value}\u2013{listed.Last}";
                        best = new(ScreeningRules.Identifier, declared.Value, text, strength, ScreeningRules.Identifier.Weight * strength);
                        bestWrong = isWrong;
                    }
                }
                else if (listed.Kind == declared.Kind && IdentifierRules.IsUnique(declared.Kind))
                {
                    differs = listed;
                }
            }

            if (differs is not null && !isEqual && key.Length > 0)
            {
                findings.Add(new(ScreeningRules.IdentifierDiffers, declared.Value, differs.Value, 0, ScreeningRules.IdentifierDiffers.Weight));
            }
        }

        if (best is { } finding)
        {
            findings.Add(finding);
            if (bestWrong)
            {
                findings.Add(new(ScreeningRules.IdentifierCheckDigit, finding.Declared, finding.Listed, 1, ScreeningRules.IdentifierCheckDigit.Weight));
            }
        }
    }

    public static void Facts(Subject subject, ListedEntry entry, List<Finding> findings)
    {
        Birth(subject, entry, findings);
        Country(subject, entry, findings);
        if (subject.Sex is { } sex && entry.Sex is { } listedSex && sex != listedSex && sex != Sex.Other && listedSex != Sex.Other)
        {
            findings.Add(new(ScreeningRules.SexDiffers, sex.ToString(), listedSex.ToString(), 0, ScreeningRules.SexDiffers.Weight));
        }

        Address(subject, entry, findings);
    }

    private static void Birth(Subject subject, ListedEntry entry, List<Finding> findings)
    {
        if (subject.Birth is not { } birth || entry.Births.Count == 0)
        {
            return;
        }

        var (rule, listed) = (ScreeningRules.BirthDiffers, entry.Births[0]);
        foreach (var candidate in entry.Births)
        {
            var found = Compare(birth, candidate);
            if (found.Weight > rule.Weight)
            {
                (rule, listed) = (found, candidate);
            }
        }

        findings.Add(new(rule, Text(birth), Text(listed), rule.Weight > 0 ? 1 : 0, rule.Weight));
    }

    private static ScreeningRule Compare(PartialDate one, PartialDate other)
    {
        var areDays = one.Earliest == one.Latest && other.Earliest == other.Latest;
        if (one.Overlaps(other))
        {
            return areDays ? ScreeningRules.BirthSame : ScreeningRules.BirthOverlaps;
        }

        var (a, b) = (one.Earliest, other.Earliest);
        var isSlip = areDays && ((a.Year == b.Year && ((a.Month == b.Day && a.Day == b.Month) || a.Month == b.Month || a.Day == b.Day))
            || (a.Month == b.Month && a.Day == b.Day && Math.Abs(a.Year - b.Year) is 1 or 10));
        var isNextYear = !areDays && (Math.Abs(one.Latest.Year - other.Earliest.Year) <= 1 || Math.Abs(other.Latest.Year - one.Earliest.Year) <= 1);
        return isSlip || isNextYear ? ScreeningRules.BirthNear : ScreeningRules.BirthDiffers;
    }

    private static void Country(Subject subject, ListedEntry entry, List<Finding> findings)
    {
        if (subject.Countries.Count == 0 || entry.Countries.Count == 0)
        {
            return;
        }

        foreach (var country in subject.Countries)
        {
            if (entry.Countries.Contains(country, StringComparer.OrdinalIgnoreCase))
            {
                findings.Add(new(ScreeningRules.Country, country, country, 1, ScreeningRules.Country.Weight));
                return;
            }
        }

        findings.Add(new(ScreeningRules.CountryDiffers, string.Join(", ", subject.Countries), string.Join(", ", entry.Countries), 0, ScreeningRules.CountryDiffers.Weight));
    }

    private static void Address(Subject subject, ListedEntry entry, List<Finding> findings)
    {
        var (best, declaredBest, listedBest) = (0.0, "", "");
        foreach (var declared in subject.Addresses)
        {
            var words = NameReading.Read(declared, isPerson: true).Select(word => word.Token.Text).Where(text => text.Length > 2).ToHashSet(StringComparer.Ordinal);
            foreach (var listed in entry.Addresses)
            {
                var other = NameReading.Read(listed, isPerson: true).Select(word => word.Token.Text).Where(text => text.Length > 2).ToHashSet(StringComparer.Ordinal);
                var least = Math.Min(words.Count, other.Count);
                var share = least == 0 ? 0 : words.Count(other.Contains) / (double)least;
                if (share > best)
                {
                    (best, declaredBest, listedBest) = (share, declared, listed);
                }
            }
        }

        if (best >= 0.5)
        {
            findings.Add(new(ScreeningRules.Address, declaredBest, listedBest, best, ScreeningRules.Address.Weight * best));
        }
    }

    private static string Text(PartialDate date)
    {
        var format = date.Earliest == date.Latest ? "yyyy-MM-dd"
            : date.Earliest.Year == date.Latest.Year && date.Earliest.Month == date.Latest.Month ? "yyyy-MM"
            : "yyyy";
        var first = date.Earliest.ToString(format, CultureInfo.InvariantCulture);
        var last = date.Latest.ToString(format, CultureInfo.InvariantCulture);
        return first == last ? first : $"{first}/{last}";
    }
}
