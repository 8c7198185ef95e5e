using Entente.Agreements;
using Entente.Node.Agreements;
using Entente.Node.Console;
using Entente.Protocol.Access;
using Entente.Protocol.Alerts;
using Entente.Tests.Node.Console;

namespace Entente.Tests.Node.Agreements.Pages;

public sealed class AgreementWordsTests
{
    private static readonly Text text = new();

    /// <summary>A word of a list that is added later and has no words of its own would be shown as the last one: law must never be shown as another law.</summary>
    [Theory, InlineData("en"), InlineData("fr")]
    public void Each_word_of_each_list_has_words_of_its_own(string language) => Told.In(language, () =>
    {
        Distinct<Instrument>(text.Of);
        Distinct<Instrument>(text.ShortOf);
        Distinct<ExchangeKind>(text.Of);
        Distinct<AssistanceType>(text.Of);
        Distinct<UsePurpose>(text.Of);
        Distinct<Condition>(text.Of);
        Distinct<Approval>(text.Of);
        Distinct<PermittedAction>(text.Of);
        Distinct<HandlingCode>(text.Of);
        Distinct<AuthorityKind>(text.Of);
        Distinct<RefusalGround>(text.Of);
        Distinct<CostBearer>(text.Of);
        Distinct<DeadlineStep>(text.Of);
        Distinct<DataCategory>(text.Of);
        Distinct<Aim>(text.Of);
        Distinct<AdviceReason>(text.Of);
        Distinct<RefusalReason>(text.Of);
        Distinct<DataField>(field => $"{field.Category} {text.Of(field)}");
        return "";
    });

    [Fact]
    public void A_whole_category_is_said_by_its_name_and_a_part_by_its_fields() =>
        text.Of(DataCategory.Declarations.Fields.With(DataField.PersonsName).With(DataField.PersonsBirth)).ShouldBe(["Persons (name, birth)", "Declarations"]);

    [Theory]
    [InlineData("en", 1, PeriodUnit.WorkingDays, "1 working day")]
    [InlineData("en", 48, PeriodUnit.Hours, "48 hours")]
    [InlineData("fr", 90, PeriodUnit.Days, "90 jours")]
    public void A_period_is_said_in_words(string language, int count, PeriodUnit unit, string expected) =>
        Told.In(language, () => text.Of(new Period(count, unit))).ShouldBe(expected);

    private static void Distinct<T>(Func<T, string> said)
        where T : struct, Enum => Enum.GetValues<T>().GroupBy(said).Where(alike => alike.Count() > 1).Select(alike => $"{typeof(T).Name}: {string.Join(", ", alike)} are all “{alike.Key}”").ShouldBeEmpty();
}
