using Entente.Agreements;
using Entente.Node.Console;

namespace Entente.Node.Agreements;

/// <summary>The categories of data and their fields in words, and sets of them as short as they can be said.</summary>
internal static class DataWords
{
    extension(Text t)
    {
        public string Of(DataCategory category) => t[category switch
        {
            DataCategory.Commodities => Text.Key("Goods"),
            DataCategory.MeansOfTransport => Text.Key("Means of transport"),
            DataCategory.Businesses => Text.Key("Businesses"),
            DataCategory.Persons => Text.Key("Persons"),
            DataCategory.FraudTrends => Text.Key("Fraud trends"),
            DataCategory.Expertise => Text.Key("Expertise"),
            DataCategory.GoodsDetained => Text.Key("Goods detained"),
            DataCategory.CashDetained => Text.Key("Cash detained"),
            DataCategory.Declarations => Text.Key("Declarations"),
            DataCategory.Documents => Text.Key("Documents"),
            DataCategory.Seizures => Text.Key("Seizures"),
            DataCategory.Finances => Text.Key("Financial information"),
            DataCategory.Investigations => Text.Key("Index of investigations"),
            DataCategory.Intelligence => Text.Key("Intelligence"),
            _ => Text.Key("Evidence"),
        }];

        /// <summary>The field within its category, as it stands in a list.</summary>
        public string Of(DataField field) => t[field switch
        {
            DataField.MeansOfTransportIdentity => Text.Key("identity"),
            DataField.MeansOfTransportOwner => Text.Key("owner"),
            DataField.MeansOfTransportPosition => Text.Key("position"),
            DataField.BusinessesName or DataField.PersonsName => Text.Key("name"),
            DataField.BusinessesTradingName => Text.Key("trading name"),
            DataField.BusinessesAddress or DataField.PersonsAddress => Text.Key("address"),
            DataField.BusinessesVatNumber => Text.Key("VAT number"),
            DataField.BusinessesExciseNumber => Text.Key("excise number"),
            DataField.BusinessesRegister => Text.Key("company register"),
            DataField.BusinessesOfficers => Text.Key("directors and officers"),
            DataField.PersonsFormerNames => Text.Key("former names"),
            DataField.PersonsAliases => Text.Key("aliases"),
            DataField.PersonsBirth => Text.Key("birth"),
            DataField.PersonsNationality => Text.Key("nationality"),
            DataField.PersonsSex => Text.Key("sex"),
            DataField.PersonsIdentityPapers => Text.Key("identity papers"),
            DataField.PersonsPhysicalCharacteristics => Text.Key("physical characteristics"),
            DataField.PersonsWarnings => Text.Key("warnings"),
            DataField.PersonsReason => Text.Key("reason for the entry"),
            DataField.PersonsAction => Text.Key("requested action"),
            DataField.PersonsRegistration => Text.Key("registration of the means of transport"),
            DataField.DeclarationsReference => Text.Key("reference"),
            DataField.DeclarationsParties => Text.Key("parties"),
            DataField.DeclarationsGoods => Text.Key("goods"),
            DataField.DeclarationsValue => Text.Key("value"),
            DataField.DeclarationsOrigin => Text.Key("origin"),
            DataField.DeclarationsRoute => Text.Key("route"),
            DataField.DeclarationsDocuments => Text.Key("supporting documents"),
            _ => Text.Key("content"),
        }];

        /// <summary>A set of fields, a category at a time: its name alone where all of it is there, else with the fields.</summary>
        public IEnumerable<string> Of(WordSet<DataField> fields) =>
            from field in fields
            group field by field.Category into category
            orderby category.Key
            select category.Count() == category.Key.Fields.Count
                ? t.Of(category.Key)
                : t["{0} ({1})", t.Of(category.Key), string.Join(", ", category.Select(t.Of))];
    }
}
