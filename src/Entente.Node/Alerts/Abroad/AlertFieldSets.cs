using Entente.Agreements;
using Entente.Protocol.Alerts;

namespace Entente.Node.Alerts.Abroad;

/// <summary>The fields of an alert in the words of agreements, and the alert without some of them.</summary>
internal static class AlertFieldSets
{
    /// <summary>The fields that are there. Whoever is in an alert has a reason and an action as well.</summary>
    public static WordSet<DataField> Of(Alert alert)
    {
        var fields = alert.Content switch
        {
            CommodityAlert one => Target(one, [DataField.CommoditiesContent], one.Persons),
            TransportAlert one => Target(one, [DataField.MeansOfTransportIdentity], one.Persons),
            BusinessAlert one => Target(one, OfBusiness(one), one.Persons),
            PersonAlert one => Target(one, [], [one.Person]),
            FraudTrendAlert => [DataField.FraudTrendsContent],
            ExpertiseAlert => [DataField.ExpertiseContent],
            GoodsDetainedAlert one => Limited([DataField.GoodsDetainedContent], one.Persons),
            CashDetainedAlert one => Limited([DataField.CashDetainedContent], one.Persons),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        return fields.Overlaps(DataCategory.Persons.Fields.Without([DataField.PersonsWarnings])) ? fields.With(DataField.PersonsReason).With(DataField.PersonsAction) : fields;
    }

    /// <summary>Without these there is nothing to look for.</summary>
    public static WordSet<DataField> Essential(Alert alert) => alert.Content is PersonAlert
        ? [DataField.PersonsName, DataField.PersonsReason, DataField.PersonsAction]
        : [IdentityOf(alert.Content.Category)];

    /// <summary>By what the subject of a category is told from others: what a hit on it or a question about it says.</summary>
    public static DataField IdentityOf(AlertCategory category) => category switch
    {
        AlertCategory.Commodities => DataField.CommoditiesContent,
        AlertCategory.MeansOfTransport => DataField.MeansOfTransportIdentity,
        AlertCategory.Businesses => DataField.BusinessesName,
        AlertCategory.Persons => DataField.PersonsName,
        AlertCategory.FraudTrends => DataField.FraudTrendsContent,
        AlertCategory.Expertise => DataField.ExpertiseContent,
        AlertCategory.GoodsDetained => DataField.GoodsDetainedContent,
        _ => DataField.CashDetainedContent,
    };

    public static Alert Without(Alert alert, WordSet<DataField> fields)
    {
        if (fields.IsEmpty)
        {
            return alert;
        }

        // Who has no name, or is looked for nobody knows why, is nobody.
        var persons = !fields.Overlaps([DataField.PersonsName, DataField.PersonsReason, DataField.PersonsAction]);
        bool Goes(DataField field) => !fields.Contains(field);
        return alert with
        {
            Content = alert.Content switch
            {
                CommodityAlert one => one with { Warnings = Warned(one), Persons = Persons(one.Persons) },
                TransportAlert one => one with { Warnings = Warned(one), Persons = Persons(one.Persons) },
                BusinessAlert one => one with
                {
                    Warnings = Warned(one),
                    OtherNames = Goes(DataField.BusinessesTradingName) ? one.OtherNames : [],
                    Numbers = [.. one.Numbers.Where(number => Goes(FieldOf(number.Kind)))],
                    Addresses = Goes(DataField.BusinessesAddress) ? one.Addresses : [],
                    Transport = Goes(DataField.MeansOfTransportIdentity) ? one.Transport : [],
                    Persons = Goes(DataField.BusinessesOfficers) ? Persons(one.Persons) : [],
                },
                PersonAlert one => one with { Warnings = Warned(one), Person = Person(one.Person) },
                GoodsDetainedAlert one => one with { Persons = LimitedPersons(one.Persons) },
                CashDetainedAlert one => one with { Persons = LimitedPersons(one.Persons) },
                var other => other,
            },
        };

        IReadOnlyList<WarningCode> Warned(TargetAlert target) => Goes(DataField.PersonsWarnings) ? target.Warnings : [];

        IReadOnlyList<PersonFields> Persons(IReadOnlyList<PersonFields> all) => persons ? [.. all.Select(Person)] : [];

        PersonFields Person(PersonFields person) => person with
        {
            MaidenName = Goes(DataField.PersonsFormerNames) ? person.MaidenName : null,
            FormerSurnames = Goes(DataField.PersonsFormerNames) ? person.FormerSurnames : [],
            Aliases = Goes(DataField.PersonsAliases) ? person.Aliases : [],
            Births = Goes(DataField.PersonsBirth) ? person.Births : [],
            BirthPlaces = Goes(DataField.PersonsBirth) ? person.BirthPlaces : [],
            Nationalities = Goes(DataField.PersonsNationality) ? person.Nationalities : [],
            Sex = Goes(DataField.PersonsSex) ? person.Sex : null,
            Papers = Goes(DataField.PersonsIdentityPapers) ? person.Papers : [],
            Addresses = Goes(DataField.PersonsAddress) ? person.Addresses : [],
            Characteristics = Goes(DataField.PersonsPhysicalCharacteristics) ? person.Characteristics : [],
            TransportRegistrations = Goes(DataField.PersonsRegistration) ? person.TransportRegistrations : [],
        };

        IReadOnlyList<LimitedPersonFields> LimitedPersons(IReadOnlyList<LimitedPersonFields> all) => persons ? [.. all.Select(LimitedPerson)] : [];

        LimitedPersonFields LimitedPerson(LimitedPersonFields person) => person with
        {
            Aliases = Goes(DataField.PersonsAliases) ? person.Aliases : [],
            Births = Goes(DataField.PersonsBirth) ? person.Births : [],
            BirthPlaces = Goes(DataField.PersonsBirth) ? person.BirthPlaces : [],
            Nationalities = Goes(DataField.PersonsNationality) ? person.Nationalities : [],
            Sex = Goes(DataField.PersonsSex) ? person.Sex : null,
            Addresses = Goes(DataField.PersonsAddress) ? person.Addresses : [],
        };
    }

    private static WordSet<DataField> Target(TargetAlert target, WordSet<DataField> fields, IEnumerable<PersonFields> persons)
    {
        fields = persons.Aggregate(fields, (all, person) => all.Or(OfPerson(person)));
        return target.Warnings.Count > 0 ? fields.With(DataField.PersonsWarnings) : fields;
    }

    private static WordSet<DataField> Limited(WordSet<DataField> fields, IEnumerable<LimitedPersonFields> persons) => persons.Aggregate(fields, (all, person) => all.Or(Present(
        (DataField.PersonsName, true), (DataField.PersonsAliases, person.Aliases.Count > 0), (DataField.PersonsBirth, person.Births.Count + person.BirthPlaces.Count > 0),
        (DataField.PersonsNationality, person.Nationalities.Count > 0), (DataField.PersonsSex, person.Sex is not null), (DataField.PersonsAddress, person.Addresses.Count > 0))));

    private static WordSet<DataField> OfPerson(PersonFields person) => Present(
        (DataField.PersonsName, true), (DataField.PersonsFormerNames, person.MaidenName is not null || person.FormerSurnames.Count > 0), (DataField.PersonsAliases, person.Aliases.Count > 0),
        (DataField.PersonsBirth, person.Births.Count + person.BirthPlaces.Count > 0), (DataField.PersonsNationality, person.Nationalities.Count > 0), (DataField.PersonsSex, person.Sex is not null),
        (DataField.PersonsIdentityPapers, person.Papers.Count > 0), (DataField.PersonsAddress, person.Addresses.Count > 0),
        (DataField.PersonsPhysicalCharacteristics, person.Characteristics.Count > 0), (DataField.PersonsRegistration, person.TransportRegistrations.Count > 0));

    private static WordSet<DataField> OfBusiness(BusinessAlert business) => Present(
        (DataField.BusinessesName, true), (DataField.BusinessesTradingName, business.OtherNames.Count > 0), (DataField.BusinessesAddress, business.Addresses.Count > 0),
        (DataField.MeansOfTransportIdentity, business.Transport.Count > 0), (DataField.BusinessesOfficers, business.Persons.Count > 0))
        .Or([.. business.Numbers.Select(number => FieldOf(number.Kind))]);

    private static DataField FieldOf(BusinessNumberKind kind) => kind switch
    {
        BusinessNumberKind.Vat => DataField.BusinessesVatNumber,
        BusinessNumberKind.Excise => DataField.BusinessesExciseNumber,
        _ => DataField.BusinessesRegister,
    };

    private static WordSet<DataField> Present(params ReadOnlySpan<(DataField Field, bool IsThere)> fields)
    {
        WordSet<DataField> present = [];
        foreach (var (field, isThere) in fields)
        {
            present = isThere ? present.With(field) : present;
        }

        return present;
    }
}
