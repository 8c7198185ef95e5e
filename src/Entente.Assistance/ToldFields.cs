using Entente.Agreements;
using Entente.Protocol.Alerts;
using Entente.Protocol.Assistance;

namespace Entente.Assistance;

/// <summary>Which fields of an agreement are in what is told: those that are filled, read by both ends in the same way. Words in sentences have no field.</summary>
public static class ToldFields
{
    public static WordSet<DataField> Of(RequestEnvelope request) => Of(request.Declarations, request.Subjects)
        .Or(request.Attachments.Count > 0 ? [DataField.DocumentsContent] : [])
        .Or(request.Measure?.Amount is not null ? [DataField.FinancesContent] : []);

    public static WordSet<DataField> Of(IReadOnlyList<DeclarationInQuestion> declarations, IReadOnlyList<AlertContent> subjects)
    {
        WordSet<DataField> told = [];
        foreach (var declaration in declarations)
        {
            told = told.Or(Of(declaration));
        }

        foreach (var subject in subjects)
        {
            told = told.Or(Of(subject));
        }

        return told;
    }

    public static WordSet<DataField> Of(DeclarationInQuestion declaration) => Filled(
        (DataField.DeclarationsReference, true),
        (DataField.DeclarationsParties, declaration.Parties is not null),
        (DataField.DeclarationsGoods, declaration.Goods is not null),
        (DataField.DeclarationsValue, declaration.Value is not null),
        (DataField.DeclarationsOrigin, declaration.Origin is not null),
        (DataField.DeclarationsRoute, declaration.Route is not null),
        (DataField.DeclarationsDocuments, declaration.Documents is not null));

    public static WordSet<DataField> Of(AlertContent subject)
    {
        var told = subject switch
        {
            CommodityAlert commodity => Of(commodity.Persons).With(DataField.CommoditiesContent).Or(Of(commodity.Objects)),
            TransportAlert transport => Of(transport.Persons).With(DataField.MeansOfTransportIdentity).Or(transport.Persons.Count > 0 ? [DataField.MeansOfTransportOwner] : []),
            BusinessAlert business => Of(business),
            PersonAlert person => Of(person.Person),
            FraudTrendAlert => [DataField.FraudTrendsContent],
            ExpertiseAlert => [DataField.ExpertiseContent],
            GoodsDetainedAlert goods => Of(goods.Persons).With(DataField.GoodsDetainedContent).Or(Of(goods.Objects)),
            CashDetainedAlert cash => Of(cash.Persons).With(DataField.CashDetainedContent).Or(Of(cash.Objects)),
            _ => WordSet.All<DataField>(),
        };
        return subject is TargetAlert { Warnings.Count: > 0 } ? told.With(DataField.PersonsWarnings) : told;
    }

    private static WordSet<DataField> Of(BusinessAlert business) => Of(business.Persons).Or(Of(business.Transport)).Or(Filled(
        (DataField.BusinessesName, true),
        (DataField.BusinessesTradingName, business.OtherNames.Count > 0),
        (DataField.BusinessesAddress, business.Addresses.Count > 0),
        (DataField.BusinessesVatNumber, business.Numbers.Any(number => number.Kind == BusinessNumberKind.Vat)),
        (DataField.BusinessesExciseNumber, business.Numbers.Any(number => number.Kind == BusinessNumberKind.Excise)),
        (DataField.BusinessesRegister, business.Numbers.Any(number => number.Kind is not (BusinessNumberKind.Vat or BusinessNumberKind.Excise))),
        (DataField.BusinessesOfficers, business.Persons.Count > 0)));

    private static WordSet<DataField> Of(IReadOnlyList<ObjectFields> objects) => objects.Count > 0 ? [DataField.MeansOfTransportIdentity] : [];

    private static WordSet<DataField> Of(IReadOnlyList<PersonFields> persons) => persons.Aggregate(default(WordSet<DataField>), (told, person) => told.Or(Of(person)));

    private static WordSet<DataField> Of(IReadOnlyList<LimitedPersonFields> persons) => persons.Aggregate(default(WordSet<DataField>), (told, person) => told.Or(Filled(
        (DataField.PersonsName, true),
        (DataField.PersonsAliases, person.Aliases.Count > 0),
        (DataField.PersonsBirth, person.Births.Count + person.BirthPlaces.Count > 0),
        (DataField.PersonsNationality, person.Nationalities.Count > 0),
        (DataField.PersonsSex, person.Sex is not null),
        (DataField.PersonsAddress, person.Addresses.Count > 0))));

    private static WordSet<DataField> Of(PersonFields person) => Filled(
        (DataField.PersonsName, true),
        (DataField.PersonsFormerNames, person.MaidenName is not null || person.FormerSurnames.Count > 0),
        (DataField.PersonsAliases, person.Aliases.Count > 0),
        (DataField.PersonsBirth, person.Births.Count + person.BirthPlaces.Count > 0),
        (DataField.PersonsNationality, person.Nationalities.Count > 0),
        (DataField.PersonsSex, person.Sex is not null),
        (DataField.PersonsIdentityPapers, person.Papers.Count > 0),
        (DataField.PersonsAddress, person.Addresses.Count > 0),
        (DataField.PersonsPhysicalCharacteristics, person.Characteristics.Count > 0),
        (DataField.PersonsRegistration, person.TransportRegistrations.Count > 0));

    private static WordSet<DataField> Filled(params ReadOnlySpan<(DataField Field, bool IsFilled)> fields)
    {
        WordSet<DataField> filled = [];
        foreach (var (named, isFilled) in fields)
        {
            filled = isFilled ? filled.With(named) : filled;
        }

        return filled;
    }
}
