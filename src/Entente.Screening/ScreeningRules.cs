using System.Collections.Frozen;
using System.Globalization;

namespace Entente.Screening;

/// <summary>The algorithm: what is compared, how much it counts, and how it is told. A score is the sum of its rows, between 0 and 1.</summary>
/// <remarks>Weights were set on the labelled pairs and lists described in <c>docs/spec/screening.md</c>; change them there and here together.</remarks>
public static class ScreeningRules
{
    /// <summary>The score from which a match becomes a hit. Below it an exact name with one contrary fact would be lost; see <c>docs/spec/screening.md</c>.</summary>
    public const double DefaultThreshold = 0.70;

    public static readonly ScreeningRule Identifier = new("identifier", 0.95,
        "A number of the same scheme is equal after normalising, or is one of a listed run",
        "The number {0} is listed as {1}.",
        "Le numéro {0} est inscrit sous la forme {1}.");

    public static readonly ScreeningRule IdentifierCheckDigit = new("identifier-check-digit", -0.05,
        "The equal number has a wrong check digit, on the list as well",
        "The check digit of {0} is wrong; the list has the same number.",
        "La clé de contrôle de {0} est fausse ; la liste porte le même numéro.");

    public static readonly ScreeningRule IdentifierDiffers = new("identifier-differs", -0.25,
        "Both have a number that only one thing can have, and the numbers differ (IMO, VIN, LEI, container)",
        "The number {0} differs from the listed {1}.",
        "Le numéro {0} diffère du numéro inscrit {1}.");

    public static readonly ScreeningRule Name = new("name", 0.90,
        "The words that two names share, each by its likeness and its rarity",
        "The name {0} resembles the listed name {1} ({2} % in the words that correspond).",
        "Le nom {0} ressemble au nom inscrit {1} ({2} % pour les mots qui se correspondent).");

    public static readonly ScreeningRule NameConflict = new("name-conflict", -1.2,
        "Words left over on both sides: a different family name, patronymic or line of business",
        "The name {0} and the listed name {1} also have different words.",
        "Le nom {0} et le nom inscrit {1} comportent aussi des mots différents.");

    public static readonly ScreeningRule NameExtra = new("name-extra", -0.35,
        "Words left over on one side only: a middle name that was left out",
        "Only one of the names {0} and {1} has the remaining words.",
        "Seul l’un des noms {0} et {1} comporte les mots restants.");

    public static readonly ScreeningRule Number = new("number", -0.40,
        "Numbers in names of vessels and companies (Vessel 1, Vessel 2)",
        "The numbers in {0} and {1} do not agree.",
        "Les nombres dans {0} et {1} ne concordent pas.");

    public static readonly ScreeningRule LegalForm = new("legal-form", -0.04,
        "The class of the organisation form (AG, GmbH)",
        "{0} and {1} are different forms of organisation.",
        "{0} et {1} n’ont pas la même forme juridique.");

    public static readonly ScreeningRule SingleWord = new("single-word", -0.10,
        "One word alone identifies few people",
        "Only one word of {0} and {1} corresponds.",
        "Un seul mot de {0} et de {1} correspond.");

    public static readonly ScreeningRule WeakAlias = new("weak-alias", -0.15,
        "The listed name is a weak alias, which needs other facts in support",
        "{1} is a weak alias, which identifies nobody without other facts.",
        "{1} est un alias faible, qui n’identifie personne sans autre élément.");

    public static readonly ScreeningRule BirthSame = new("birth-same", 0.08,
        "The day of birth is the same",
        "Born on {0}, as listed.",
        "Né(e) le {0}, comme inscrit.");

    public static readonly ScreeningRule BirthOverlaps = new("birth-overlaps", 0.05,
        "The known parts of the dates of birth agree",
        "The birth date {0} agrees with the listed {1} as far as both are known.",
        "La date de naissance {0} concorde avec {1}, pour autant qu’elles soient connues.");

    public static readonly ScreeningRule BirthNear = new("birth-near", 0.02,
        "Day and month exchanged, or one digit or one year apart",
        "The birth date {0} is close to the listed {1}.",
        "La date de naissance {0} est proche de la date inscrite {1}.");

    public static readonly ScreeningRule BirthDiffers = new("birth-differs", -0.15,
        "The dates of birth contradict each other",
        "The birth date {0} differs from the listed {1}.",
        "La date de naissance {0} diffère de la date inscrite {1}.");

    public static readonly ScreeningRule Country = new("country", 0.03,
        "A nationality, flag or country in common",
        "The country {0} is listed too.",
        "Le pays {0} est également inscrit.");

    public static readonly ScreeningRule CountryDiffers = new("country-differs", -0.06,
        "No nationality, flag or country in common",
        "The country {0} is not among the listed {1}.",
        "Le pays {0} ne figure pas parmi {1}.");

    public static readonly ScreeningRule SexDiffers = new("sex-differs", -0.10,
        "The sex differs",
        "The declared sex ({0}) differs from the listed one ({1}).",
        "Le sexe déclaré ({0}) diffère du sexe inscrit ({1}).");

    public static readonly ScreeningRule Address = new("address", 0.04,
        "Words that two addresses share",
        "The address {0} resembles the listed {1}.",
        "L’adresse {0} ressemble à l’adresse inscrite {1}.");

    /// <summary>Every row, in the order in which they are explained to users.</summary>
    public static IReadOnlyList<ScreeningRule> All { get; } =
    [
        Identifier, IdentifierCheckDigit, IdentifierDiffers, Name, NameConflict, NameExtra, Number, LegalForm, SingleWord, WeakAlias,
        BirthSame, BirthOverlaps, BirthNear, BirthDiffers, Country, CountryDiffers, SexDiffers, Address,
    ];

    private static readonly FrozenDictionary<string, ScreeningRule> ById = All.ToFrozenDictionary(rule => rule.Id, StringComparer.Ordinal);

    /// <summary>The row of the table that an <see cref="Evidence"/> names.</summary>
    public static ScreeningRule Of(Evidence evidence) => ById[evidence.Rule];

    /// <summary>The finding in the officer's language: French for French cultures, English otherwise.</summary>
    public static string Sentence(Evidence evidence, CultureInfo culture) => ById.TryGetValue(evidence.Rule, out var rule)
        ? Sentence(rule, evidence.Declared, evidence.Listed, evidence.Likeness, culture)
        : evidence.Sentence; // Of a rule that has been given up since: what it said then.

    internal static string Sentence(ScreeningRule rule, string declared, string listed, double likeness, CultureInfo culture)
    {
        var template = culture.TwoLetterISOLanguageName == "fr" ? rule.French : rule.English;
        return string.Format(culture, template, declared, listed, Math.Round(likeness * 100).ToString("F0", culture));
    }
}
