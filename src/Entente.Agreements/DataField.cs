using System.Collections.Frozen;

namespace Entente.Agreements;

/// <summary>Kinds of information. The first eight are those of the Customs Information System.</summary>
public enum DataCategory
{
    Commodities = 1, MeansOfTransport, Businesses, Persons, FraudTrends, Expertise, GoodsDetained, CashDetained,
    Declarations, Documents, Seizures, Finances,

    /// <summary>Which investigations there are, never what is in them.</summary>
    Investigations,
    Intelligence,
    Evidence,
}

/// <summary>
/// Every field that a clause can name, by category. A category without fields of its own has one, its content. There is none for the special categories of Directive (EU) 2016/680
/// art. 10: they cannot be permitted.
/// </summary>
public enum DataField
{
    CommoditiesContent = 1,
    MeansOfTransportIdentity, MeansOfTransportOwner, MeansOfTransportPosition,
    BusinessesName, BusinessesTradingName, BusinessesAddress, BusinessesVatNumber, BusinessesExciseNumber, BusinessesRegister, BusinessesOfficers,
    PersonsName, PersonsFormerNames, PersonsAliases, PersonsBirth, PersonsNationality, PersonsSex, PersonsIdentityPapers, PersonsAddress,
    PersonsPhysicalCharacteristics, PersonsWarnings, PersonsReason, PersonsAction, PersonsRegistration,
    FraudTrendsContent,
    ExpertiseContent,
    GoodsDetainedContent,
    CashDetainedContent,
    DeclarationsReference, DeclarationsParties, DeclarationsGoods, DeclarationsValue, DeclarationsOrigin, DeclarationsRoute, DeclarationsDocuments,
    DocumentsContent,
    SeizuresContent,
    FinancesContent,
    InvestigationsContent,
    IntelligenceContent,
    EvidenceContent,
}

public static class DataFields
{
    private static readonly FrozenDictionary<DataField, DataCategory> categories = Enum.GetValues<DataField>()
        .ToFrozenDictionary(field => field, field => Enum.GetValues<DataCategory>().Single(category => field.ToString().StartsWith(category.ToString(), StringComparison.Ordinal)));

    extension(DataField named)
    {
        public DataCategory Category => categories[named];

        /// <summary>The field within its category, for example <c>identityPapers</c>; <c>content</c> where a category has no fields of its own.</summary>
        public string Word => Words.Lower(named.ToString()[named.Category.ToString().Length..]);
    }
}

public static class DataCategories
{
    private static readonly FrozenDictionary<DataCategory, FrozenDictionary<string, DataField>> fields = Enum.GetValues<DataCategory>().ToFrozenDictionary(
        category => category,
        category => Enum.GetValues<DataField>().Where(field => field.Category == category).ToFrozenDictionary(field => field.Word, StringComparer.Ordinal));

    private static readonly FrozenDictionary<DataCategory, WordSet<DataField>> sets = fields.ToFrozenDictionary(category => category.Key, category => WordSet.Of<DataField>([.. category.Value.Values]));

    extension(DataCategory category)
    {
        /// <summary>Every field of the category: what <c>all</c> names.</summary>
        public WordSet<DataField> Fields => sets[category];

        /// <summary>The words of its fields.</summary>
        public IEnumerable<string> FieldWords => category.Fields.Select(named => named.Word);

        public bool TryFind(string word, out DataField field) => fields[category].TryGetValue(word, out field);
    }
}
