using Entente.Agreements;
using Entente.Assistance;
using Entente.Protocol.Assistance;

namespace Entente.Tests.Assistance;

public sealed class CompletenessTests
{
    private static readonly WordSet<Condition> requestOfTfa =
        [Condition.VerifiedFirst, Condition.IdentifiedDeclaration, Condition.ReasonableGrounds, Condition.ReciprocityDeclared, Condition.DataProtectionReference];

    public static TheoryData<Instrument, AssistanceType> Pairs =>
        [.. from instrument in Enum.GetValues<Instrument>() from type in Enum.GetValues<AssistanceType>() select new TheoryDataRow<Instrument, AssistanceType>(instrument, type)];

    public static TheoryData<Part> Parts => [.. Enum.GetValues<Part>()];

    [Fact]
    public void The_rows_of_the_page_are_those_of_the_code()
    {
        var page = SpecTables.Rows("for", "needs").ToDictionary(row => row[0], row => (Parts: Set(row[1]), Offered: Set(row[2]), Not: row.Length > 3 ? Set(row[3]) : []));

        Same(page["every request"], Needs.Always);
        foreach (var instrument in Enum.GetValues<Instrument>())
        {
            Same(page[Words.Of(instrument)], Needs.Of(instrument));
        }

        foreach (var type in Enum.GetValues<AssistanceType>())
        {
            Same(page.GetValueOrDefault(Words.Of(type)), Needs.Of(type));
        }

        page.Keys.Except(["every request", .. Words.All<Instrument>(), .. Words.All<AssistanceType>()]).ShouldBeEmpty();

        static void Same((WordSet<Part> Needed, WordSet<Part> Offered, WordSet<Part> Not) row, NeedRow code) => (row.Needed, row.Offered, row.Not).ShouldBe((code.Needed, code.Offered, code.Not));
    }

    [Fact]
    public void Every_part_stands_on_the_page_with_its_member()
    {
        var page = SpecTables.Rows("part", "what it says").SelectMany(row => SpecTables.Words(row[0]).Select(part => (Part: part, Member: row[2].Split('.')[0]))).ToList();

        page.ShouldBe(PartTable.Rows.Select(row => (Words.Of(row.Part), row.At.Split('.')[0])), ignoreOrder: true);
    }

    [Theory, MemberData(nameof(Parts))]
    public void Each_part_has_its_row(Part part) => PartTable.Of(part).Part.ShouldBe(part);

    [Theory, MemberData(nameof(Pairs))]
    public void What_is_needed_is_not_offered_beside_and_TFA_12_knows_two_types(Instrument instrument, AssistanceType type)
    {
        var needs = Needs.Of(instrument, type, WordSet.All<Condition>());

        (needs is null).ShouldBe(instrument == Instrument.Tfa12 && type is not (AssistanceType.Information or AssistanceType.CertifiedDocuments));
        if (needs is not null)
        {
            needs.Needed.Overlaps(needs.Offered).ShouldBeFalse();
            needs.Needed.Includes([Part.Matter, Part.Office, Part.Facts, Part.Language]).ShouldBeTrue();
        }
    }

    [Theory, MemberData(nameof(Parts))]
    public void A_part_that_is_left_out_is_missed_by_its_sentence_and_nothing_else_is(Part part)
    {
        var full = Full();
        Of(full, new(WordSet.All<Part>(), [])).ShouldBeEmpty();

        var prompt = Of(Without(full, part), new(WordSet.All<Part>(), [])).ShouldHaveSingleItem();

        prompt.ShouldBe(new Prompt(part, Shortcoming.Missing, PartTable.Of(part).Prompt));
        prompt.ToFault().At.ShouldBe($"$.request.{PartTable.Of(part).At}");
    }

    [Theory, MemberData(nameof(Parts))]
    public void A_part_that_nothing_has_use_for_is_too_much(Part part)
    {
        var prompt = Of(Full(), new(WordSet.All<Part>().Without([part]), [])).ShouldHaveSingleItem();

        (prompt.Part, prompt.Shortcoming).ShouldBe((part, Shortcoming.TooMuch));
    }

    [Fact]
    public void The_verification_of_a_declaration_on_the_page_is_right_first_time() =>
        Completeness.Of(Given.Verification, Needs.Of(Instrument.Tfa12, AssistanceType.CertifiedDocuments, requestOfTfa)! with { Offered = WordSet.All<Part>() }, ["en", "fr"], Given.Today).ShouldBeEmpty();

    [Fact]
    public void Verification_comes_first() => Of(Given.Verification with { Verified = null }, Needs.Of(Instrument.Tfa12, AssistanceType.CertifiedDocuments, requestOfTfa)!)
        .ShouldContain(prompt => prompt.Part == Part.Verified && prompt.Shortcoming == Shortcoming.Missing);

    [Fact]
    public void What_is_verified_tomorrow_is_not_verified() => Wrong(Full() with { Verified = new("Books", Given.Today.AddDays(1)) }).ShouldBe(Part.Verified);

    [Fact]
    public void An_answer_is_needed_on_a_day_to_come() => Wrong(Full() with { ReplyBy = Given.Today }).ShouldBe(Part.ReplyBy);

    [Fact]
    public void What_was_spoken_was_spoken_before() => Wrong(Full() with { Oral = new(new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero), "Desk", "H-1") }).ShouldBe(Part.Oral);

    [Fact]
    public void Certified_documents_are_asked_for_as_such() =>
        Wrong(Full() with { Assistance = "certifiedDocuments", Wanted = [new("documents", ["content"], "The invoice", DocumentForm.Copy)] }).ShouldBe(Part.Wanted);

    [Theory]
    [InlineData("en", null, true)]
    [InlineData("nl", "fr", true)]
    [InlineData("nl", null, false)]
    [InlineData("nl", "de", false)]
    public void A_request_is_in_a_language_of_the_agreement_or_comes_with_a_translation(string language, string? translated, bool right)
    {
        var prompts = Completeness.Of(Given.Verification with { Language = language, TranslatedInto = translated }, new([], WordSet.All<Part>()), ["en", "fr"], Given.Today);

        prompts.Select(prompt => prompt.Part).ShouldBe(right ? [] : [Part.Translation]);
    }

    [Theory]
    [InlineData(Condition.DualCriminality, Part.Offence)]
    [InlineData(Condition.JudicialAuthorisation, Part.Order)]
    [InlineData(Condition.Urgent, Part.Urgent)]
    [InlineData(Condition.WrittenConfirmation, Part.Oral)]
    [InlineData(Condition.AssuranceRetention, Part.Assurances)]
    public void A_condition_of_the_clause_makes_its_part_necessary(Condition condition, Part part)
    {
        Needs.Of(Instrument.Cmaa, AssistanceType.Information)!.Needed.Contains(part).ShouldBeFalse();
        Needs.Of(Instrument.Cmaa, AssistanceType.Information, [condition])!.Needed.Contains(part).ShouldBeTrue();
    }

    private static IReadOnlyList<Prompt> Of(RequestEnvelope request, Needs needs) => Completeness.Of(request, needs, [], Given.Today);

    private static Part Wrong(RequestEnvelope request)
    {
        var prompt = Of(request, new([], WordSet.All<Part>())).ShouldHaveSingleItem();
        prompt.Shortcoming.ShouldBe(Shortcoming.Wrong);
        return prompt.Part;
    }

    private static RequestEnvelope Full() => Given.Verification with
    {
        Assistance = "information",
        Procedure = ["Under oath"],
        Attachments = [new("invoices.pdf", "application/pdf", 48_213, new('a', 64))],
        Oral = new(new(2026, 11, 20, 9, 30, 0, TimeSpan.Zero), "Desk", "H-1"),
        Follows = new(RequestId.Parse("0197a3d1-40aa-7c3e-8f10-5b7d2c9e6a01"), Succession.Supplements),
        Offence = new("Two invoices", "Criminal Code, art. 225"),
        Measure = new()
        {
            Place = "Halifax",
            From = new(2027, 1, 11, 13, 0, 0, TimeSpan.Zero),
            Until = new(2027, 1, 15, 21, 0, 0, TimeSpan.Zero),
            Manner = "In person",
            Order = "Order 26/1187",
            Questions = ["Who wrote it?"],
            Amount = 12_500,
            Currency = "EUR",
        },
    };

    private static RequestEnvelope Without(RequestEnvelope full, Part part) => part switch
    {
        Part.Matter => full with { Matter = null },
        Part.Office => full with { Office = null },
        Part.Facts => full with { Facts = null },
        Part.Law => full with { Law = null },
        Part.Grounds => full with { Grounds = null },
        Part.Verified => full with { Verified = null },
        Part.Declarations => full with { Declarations = [] },
        Part.Subjects => full with { Subjects = [] },
        Part.Wanted => full with { Wanted = [] },
        Part.Urgent => full with { UrgentBecause = null },
        Part.ReplyBy => full with { ReplyBy = null },
        Part.Procedure => full with { Procedure = [] },
        Part.Confidentiality => full with { ConfidentialBecause = null },
        Part.DataProtection => full with { DataProtection = null },
        Part.Reciprocity => full with { Reciprocity = null },
        Part.CannotComply => full with { CannotComply = [] },
        Part.Language => full with { Language = null },
        Part.Translation => full with { TranslatedInto = null },
        Part.Assurances => full with { Assurances = [] },
        Part.Attachments => full with { Attachments = [] },
        Part.Contacts => full with { Contacts = [] },
        Part.Oral => full with { Oral = null },
        Part.Follows => full with { Follows = null },
        Part.Offence => full with { Offence = null },
        Part.Place => full with { Measure = full.Measure! with { Place = null } },
        Part.Period => full with { Measure = full.Measure! with { Until = null } },
        Part.Manner => full with { Measure = full.Measure! with { Manner = null } },
        Part.Order => full with { Measure = full.Measure! with { Order = null } },
        Part.Questions => full with { Measure = full.Measure! with { Questions = [] } },
        Part.Amount => full with { Measure = full.Measure! with { Amount = null, Currency = null } },
        _ => throw new ArgumentOutOfRangeException(nameof(part)),
    };

    private static WordSet<Part> Set(string cell) => [.. SpecTables.Words(cell).Select(word => Words.TryParse<Part>(word, out var part) ? part : throw new InvalidOperationException(word))];
}
