using Entente.Protocol.Alerts;
using Entente.Protocol.Faults;
using Entente.Protocol.Identifiers;
using Entente.Protocol.Reference;
using Entente.Screening;

namespace Entente.Node.Alerts;

/// <summary>What every alert must say before it is stored. What a category permits is already settled by its type.</summary>
internal static class AlertRules
{
    /// <summary>The limit between two reviews (Reg. (EC) 515/97 art. 33).</summary>
    public const int LongestReviewYears = 1;

    private const int LongestText = 4_000;

    public static IEnumerable<Fault> Check(Alert alert) =>
        Mandatory(alert).Concat(Values(alert)).Concat(Subjects(alert.Content)).Concat(AlertParts.Objects(alert.Content).SelectMany(part => Object(part.Object, part.At))).Concat(Count(alert));

    public static IEnumerable<Fault> CheckReview(DateOnly reviewBy, DateOnly today)
    {
        if (reviewBy <= today || reviewBy > today.AddYears(LongestReviewYears))
        {
            yield return new(FaultCode.AlertReview, $"Expected a day after {today:yyyy-MM-dd} and not after {today.AddYears(LongestReviewYears):yyyy-MM-dd}.", "$.reviewBy");
        }
    }

    /// <param name="audience">Ids of authorities, or <c>*</c> alone for every authority.</param>
    /// <param name="authorities">The authorities that this administration has.</param>
    public static IEnumerable<Fault> CheckAudience(IReadOnlyList<string> audience, IReadOnlySet<string> authorities)
    {
        if (audience.Count == 0)
        {
            yield return new(FaultCode.AlertAudience, "An empty audience means nobody. Name the authorities, or * for every one.", "$.audience");
        }
        else if (audience.Contains("*") && audience.Count > 1)
        {
            yield return new(FaultCode.AlertAudience, "* already means every authority.", "$.audience");
        }
        else if (audience.FirstOrDefault(one => one != "*" && !authorities.Contains(one)) is { } unknown)
        {
            yield return new(FaultCode.AlertAudience, $"There is no authority '{unknown}' here.", "$.audience");
        }
    }

    private static IEnumerable<Fault> Mandatory(Alert alert)
    {
        if (!Enum.IsDefined(alert.Action))
        {
            yield return new(FaultCode.AlertIncomplete, "Say what is to be done when the subject is found.", "$.alert.action");
        }

        if (string.IsNullOrWhiteSpace(alert.Reason))
        {
            yield return new(FaultCode.AlertIncomplete, "Say what real indication led to this alert.", "$.alert.reason");
        }

        if (string.IsNullOrWhiteSpace(alert.CaseReference))
        {
            yield return new(FaultCode.AlertIncomplete, "Name the case that the alert belongs to.", "$.alert.caseReference");
        }

        if (alert.Handling == HandlingCode.H3 && string.IsNullOrWhiteSpace(alert.HandlingNote))
        {
            yield return new(FaultCode.AlertIncomplete, "Handling code H3 needs its conditions in words.", "$.alert.handlingNote");
        }

        if (alert.Listing is not null)
        {
            yield return new(FaultCode.AlertFromList, "Only an import writes what a list says.", "$.alert.listing");
        }
    }

    private static IEnumerable<Fault> Count(Alert alert)
    {
        if (Listed.Count(alert) is var count && count > Listed.MostEntries)
        {
            yield return new(
                FaultCode.AlertValue, $"{count} persons, businesses and objects are named, and at most {Listed.MostEntries} of an alert are looked for. Enter the rest as another alert.", "$.alert.content");
        }
    }

    private static IEnumerable<Fault> Values(Alert alert)
    {
        foreach (var (text, at, longest) in new[]
        {
            (alert.Reason, "$.alert.reason", LongestText),
            (alert.CaseReference, "$.alert.caseReference", 100),
            (alert.LegalBasis, "$.alert.legalBasis", 500),
            (alert.HandlingNote, "$.alert.handlingNote", LongestText),
            (alert.Content.Title, "$.alert.content", LongestText),
        })
        {
            if (text?.Length > longest)
            {
                yield return new(FaultCode.AlertValue, $"At most {longest} characters.", at);
            }
        }
    }

    private static IEnumerable<Fault> Subjects(AlertContent content) => content switch
    {
        CommodityAlert goods => Named(goods.Description, "description").Concat(HsCodes(goods.HsCodes)).Concat(CountryCodes(goods.Origins, "origins")).Concat(Persons(goods.Persons)),
        TransportAlert transport => Persons(transport.Persons),
        BusinessAlert business => Named(business.Name, "name").Concat(CodeRules.Numbers(business.Numbers)).Concat(CodeRules.Addresses(business.Addresses, "$.alert.content"))
            .Concat(Persons(business.Persons)),
        PersonAlert person => Person(person.Person, "$.alert.content.person"),
        FraudTrendAlert trend => Named(trend.Description, "description").Concat(HsCodes(trend.HsCodes)).Concat(CountryCodes(trend.Route, "route")),
        ExpertiseAlert expert => Named(expert.Name, "name").Concat(Named(expert.Forename, "forename")).Concat(Named(expert.Expertise, "expertise")),
        GoodsDetainedAlert goods => Named(goods.Description, "description").Concat(HsCodes(goods.HsCodes)).Concat(Persons(goods.Persons)),
        CashDetainedAlert cash => Cash(cash).Concat(Persons(cash.Persons)),
        _ => [],
    };

    private static IEnumerable<Fault> Named(string? text, string member)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            yield return new(FaultCode.AlertIncomplete, "This must not be empty.", $"$.alert.content.{member}");
        }
    }

    private static IEnumerable<Fault> Cash(CashDetainedAlert cash)
    {
        if (cash.Amount <= 0)
        {
            yield return new(FaultCode.AlertValue, "The amount must be above nought.", "$.alert.content.amount");
        }

        if (Currencies.Find(cash.Currency) is null)
        {
            yield return new(FaultCode.AlertValue, "Expected a currency code of ISO 4217, such as EUR.", "$.alert.content.currency");
        }
    }

    private static IEnumerable<Fault> HsCodes(IReadOnlyList<string> codes) =>
        from code in codes
        where code.Length is not (2 or 4 or 6 or 8 or 10) || code.Any(c => !char.IsAsciiDigit(c))
        select new Fault(FaultCode.AlertValue, "Expected 2, 4, 6, 8 or 10 digits of the Harmonized System.", "$.alert.content.hsCodes");

    private static IEnumerable<Fault> CountryCodes(IEnumerable<string> codes, string member) =>
        from code in codes
        where Countries.Find(code) is null
        select new Fault(FaultCode.AlertValue, $"'{code}' is no country code of ISO 3166-1.", $"$.alert.content.{member}");

    private static IEnumerable<Fault> Object(ObjectFields one, string at)
    {
        if (!one.Numbers.Any() && one is not Boat { Name.Length: > 0 })
        {
            yield return new(FaultCode.AlertIncomplete, "Give at least one number by which the object can be recognised.", at);
        }

        if (one is Banknotes { Denomination: <= 0 })
        {
            yield return new(FaultCode.AlertValue, "The amount must be above nought.", $"{at}.denomination");
        }

        foreach (var number in one.Numbers)
        {
            // A wrong check digit is let through, and told (AlertNotices): what is painted on the box is what an officer will see.
            if (CodeRules.Judge(number) is IdentifierVerdict.WrongForm wrong)
            {
                yield return wrong.ToFault(at)!;
            }

            if (number.Last is { } last && last != number.Value && !NumberRun.IsRun(number.Value, last))
            {
                yield return new(FaultCode.AlertValue, "Expected a run of numbers: the last like the first, with as many digits and a higher count.", $"{at}.lastNumber");
            }
        }

        foreach (var fault in CodeRules.Codes(one, at))
        {
            yield return fault;
        }
    }

    private static IEnumerable<Fault> Persons(IReadOnlyList<PersonFields> persons) =>
        persons.SelectMany((person, i) => Person(person, $"$.alert.content.persons[{i}]"));

    private static IEnumerable<Fault> Persons(IReadOnlyList<LimitedPersonFields> persons) =>
        persons.SelectMany((person, i) => Person(person.Name, person.Births, person.Nationalities, person.Addresses, $"$.alert.content.persons[{i}]"));

    private static IEnumerable<Fault> Person(PersonFields person, string at) =>
        Person(person.Name, person.Births, person.Nationalities, person.Addresses, at).Concat(CodeRules.Papers(person.Papers, at));

    private static IEnumerable<Fault> Person(string name, IReadOnlyList<string> births, IReadOnlyList<string> nationalities, IReadOnlyList<Address> addresses, string at)
    {
        if (string.IsNullOrWhiteSpace(name))
        {
            yield return new(FaultCode.AlertIncomplete, "A person needs a name.", $"{at}.name");
        }

        if (births.Any(birth => Listed.Birth(birth) is null))
        {
            yield return new(FaultCode.AlertValue, "Expected a birth as yyyy, yyyy-MM, yyyy-MM-dd or yyyy/yyyy.", $"{at}.births");
        }

        if (nationalities.FirstOrDefault(code => Countries.Find(code) is null) is { } unknown)
        {
            yield return new(FaultCode.AlertValue, $"'{unknown}' is no country code of ISO 3166-1.", $"{at}.nationalities");
        }

        foreach (var fault in CodeRules.Addresses(addresses, at))
        {
            yield return fault;
        }
    }
}
