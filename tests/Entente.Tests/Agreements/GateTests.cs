using Entente.Agreements;
using Entente.Protocol.Access;
using Entente.Protocol.Alerts;

namespace Entente.Tests.Agreements;

public sealed class GateTests
{
    private static readonly AgreementBook book = Given.Book(Given.Bilateral);

    /// <summary>A reply that is permitted, changed in one thing, and why it is then refused, by which clause.</summary>
    public static TheoryData<string, Func<Question, Question>, RefusalReason, string?> Denied => new()
    {
        { "nobody else is bound", question => question with { To = "SG" }, RefusalReason.NoAgreement, null },
        { "a node of a party is another party", question => question with { To = "NL.fiod" }, RefusalReason.NoAgreement, null },
        { "the day before the first", question => question with { On = new(2025, 12, 31) }, RefusalReason.NoAgreement, null },
        { "the day after the last", question => question with { On = new(2031, 1, 1) }, RefusalReason.NoAgreement, null },
        { "an exchange that no clause names", question => question with { Exchange = ExchangeKind.Index, Assistance = null }, RefusalReason.Exchange, "NL-CA/1 4(1)" },
        { "a type that no clause names", question => question with { Assistance = AssistanceType.Covert }, RefusalReason.Assistance, "NL-CA/1 4(1)" },
        { "no type of assistance", question => question with { Assistance = null }, RefusalReason.Assistance, "NL-CA/1 4(1)" },
        { "a type of assistance with an exchange that has none", question => question with { Exchange = ExchangeKind.Alert }, RefusalReason.Assistance, "NL-CA/1 8(1)" },
        { "the other way only", question => question with { Exchange = ExchangeKind.Alert, Assistance = null }, RefusalReason.Direction, "NL-CA/1 8(1)" },
        { "an article that is reserved", question => question with { Exchange = ExchangeKind.Request, Assistance = AssistanceType.HotPursuit, Data = [DataField.MeansOfTransportIdentity] }, RefusalReason.Assistance, "NL-CA/1 4(1)" },
        { "an authority of the giver that is not bound", question => question with { FromAuthority = AuthorityKind.BorderGuard }, RefusalReason.Authority, "NL-CA/1 4(1)" },
        { "an authority of the receiver that is not bound", question => question with { ToAuthority = AuthorityKind.Police }, RefusalReason.Authority, "NL-CA/1 4(1)" },
        { "another purpose", question => question with { Purpose = UsePurpose.Taxation }, RefusalReason.Purpose, "NL-CA/1 4(1)" },
        { "a purpose that an article forbids", question => question with { Purpose = UsePurpose.CriminalEvidence }, RefusalReason.Forbidden, "NL-CA/1 4(f1)" },
        { "a field that an article forbids", question => question with { Data = [DataField.PersonsBirth] }, RefusalReason.Forbidden, "NL-CA/1 4(f2)" },
        { "an action that the clause does not permit", question => question with { Asks = [PermittedAction.Control, PermittedAction.Investigate] }, RefusalReason.Action, "NL-CA/1 4(1)" },
        { "a condition that does not hold", question => question with { Circumstances = [new(Condition.Urgent, "customs")] }, RefusalReason.Condition, "NL-CA/1 4(1)" },
        { "too low an approval", question => question with { Approval = Approval.Officer }, RefusalReason.Approval, "NL-CA/1 4(1)" },
        { "no field that the clause names", question => question with { Data = [DataField.FinancesContent, DataField.PersonsSex] }, RefusalReason.Data, "NL-CA/1 4(1)" },
        { "nothing at all", question => question with { Data = [] }, RefusalReason.Data, "NL-CA/1 4(1)" },
        { "an item that may not stand in court", question => question with { Purpose = UsePurpose.CriminalEvidence, Handling = HandlingCode.H1 }, RefusalReason.Handling, null },
    };

    [Fact]
    public void What_a_clause_permits_passes_with_its_obligations()
    {
        var permitted = Gate.Decide(book, Given.Reply with { Data = Given.Reply.Data.With(DataField.PersonsSex), Unverified = true }).ShouldBeOfType<Verdict.Permitted>();

        permitted.Clause.Name.ToString().ShouldBe("NL-CA/1 4(1)");
        permitted.Passing.ShouldBe(Given.Reply.Data);
        permitted.Stripped.ShouldBe([DataField.PersonsSex]);
        permitted.Obligations.ShouldBe(new Obligations
        {
            Handling = HandlingCode.H1,
            Purpose = UsePurpose.DutyAssessment,
            Actions = [PermittedAction.Read, PermittedAction.Control],
            Authorities = [AuthorityKind.Customs],
            Onward = new([AuthorityKind.Customs], ["SG"], WithConsent: true),
            Retention = permitted.Clause.Retention,
            LastDay = new(2029, 6, 1),
            Deadlines = new(Acknowledge: new(5, PeriodUnit.WorkingDays), Reply: new(90, PeriodUnit.Days)),
            Languages = ["en", "fr"],
            Costs = CostBearer.Requested,
            NotDecidingFactor = true,
        });
    }

    [Theory, MemberData(nameof(Denied))]
    public void Whatever_no_clause_permits_is_refused_with_the_nearest(string what, Func<Question, Question> change, RefusalReason reason, string? clause)
    {
        Gate.Check(book, Given.Reply).ShouldBeOfType<Verdict.Permitted>();

        var refused = Gate.Check(book, change(Given.Reply)).ShouldBeOfType<Verdict.Refused>(what);

        (refused.Reason, refused.Clause?.ToString()).ShouldBe((reason, clause), what);
    }

    /// <summary>A reply that is refused, and every least change that makes it lawful.</summary>
    public static TheoryData<Func<Question, Question>, string> Mended => new()
    {
        { question => question with { Purpose = UsePurpose.Taxation }, "OtherPurpose CustomsEnforcement | OtherPurpose DutyAssessment" },
        { question => question with { Asks = [PermittedAction.Control, PermittedAction.Investigate] }, "OtherActions Control" },
        { question => question with { Asks = [PermittedAction.Investigate] }, "OtherActions Read Control" }, // nothing is left of what it asks for
        { question => question with { Circumstances = [] }, "Meet VerifiedFirst" },
        { question => question with { Approval = Approval.Officer }, "Approve Supervisor" },
        { question => question with { ToAuthority = AuthorityKind.Police }, "OtherAuthority Customs Customs" },
        { question => question with { Data = question.Data.With(DataField.PersonsBirth) }, "OtherExchange Request Information | OtherExchange Request CertifiedDocuments | Meet AssuranceConfidentiality | LeaveOut personsBirth" },
        { question => question with { Assistance = AssistanceType.Covert }, "OtherExchange Reply Information | OtherExchange Reply CertifiedDocuments | OtherExchange Request Information | OtherExchange Request CertifiedDocuments" },
        { question => question with { Approval = Approval.Officer, Circumstances = [] }, "Approve Supervisor, Meet VerifiedFirst" },
        { question => question with { On = new(2025, 11, 1) }, "WaitUntil 2026-01-01" },
        { question => question with { On = new(2031, 1, 1) }, "" }, // it has ended
        { question => question with { Data = [DataField.FinancesContent] }, "" }, // nothing of it can pass
        { question => question with { To = "SG" }, "" },
    };

    [Theory, MemberData(nameof(Mended))]
    public void A_refusal_says_what_would_make_it_lawful(Func<Question, Question> change, string remedies)
    {
        var refused = Gate.Decide(book, change(Given.Reply)).ShouldBeOfType<Verdict.Refused>();

        refused.Remedies.Select(remedy => string.Join(", ", remedy.Changes.Select(Told).Order(StringComparer.Ordinal))).Order(StringComparer.Ordinal)
            .ShouldBe(remedies.Split(" | ", StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal));
        refused.Remedies.ShouldAllBe(remedy => Gate.Check(book, remedy.Question) == remedy.Verdict);
    }

    /// <summary>What is permitted may be done: an action that is asked for is always among those of the verdict.</summary>
    [Theory]
    [InlineData("read control", null, "permitted")]
    [InlineData("read", "read", "permitted")]
    [InlineData("read control", "read", "control")] // the provider gave it to be read alone
    [InlineData("control notify", "control notify", "notify")] // the clause does not permit it
    public void What_an_item_asks_for_must_be_permitted_by_the_clause_and_by_its_provider(string asks, string? given, string told)
    {
        var question = Given.Reply with { Asks = Actions(asks), Origin = given is null ? null : OriginWith(Actions(given)) };

        switch (Gate.Decide(book, question))
        {
            case Verdict.Permitted permitted:
                told.ShouldBe("permitted");
                permitted.Obligations.Actions.Includes(question.Asks).ShouldBeTrue();
                break;
            case Verdict.Refused refused:
                refused.Reason.ShouldBe(RefusalReason.Action);
                refused.Beyond.ShouldBe(Actions(told));
                refused.Clause!.Value.ToString().ShouldBe(told == "control" ? "NO-CA/1 2(1)" : "NL-CA/1 4(1)");
                refused.Remedies.ShouldHaveSingleItem().Changes.ShouldHaveSingleItem().ShouldBeOfType<Change.OtherActions>().Actions.ShouldBe(question.Asks.Without(refused.Beyond));
                break;
        }

        static WordSet<PermittedAction> Actions(string words) => [.. words.Split(' ').Select(word => Words.TryParse<PermittedAction>(word, out var action) ? action : throw new FormatException(word))];

        static Origin OriginWith(WordSet<PermittedAction> actions) => new("NO", new("NO-CA", 1, "2", 1), new()
        {
            Handling = HandlingCode.H0, Purpose = UsePurpose.DutyAssessment, Actions = actions, Authorities = [AuthorityKind.Customs], Onward = new([AuthorityKind.Customs], ["NL"], WithConsent: false),
            Retention = null, Deadlines = new(), Languages = [], Costs = CostBearer.Requested,
        });
    }

    [Fact]
    public void A_refusal_under_one_instrument_points_to_another_that_would_do()
    {
        var evidence = Given.Reply with { Purpose = UsePurpose.CriminalEvidence, Data = [DataField.DocumentsContent], Circumstances = [new(Condition.DualCriminality, "prosecution")], Approval = Approval.CentralAuthority, On = new(2026, 10, 1), Assistance = AssistanceType.Enquiry };

        var refused = Gate.Decide(Given.Shipped, evidence).ShouldBeOfType<Verdict.Refused>();

        (refused.Reason, refused.Instead).ShouldBe((RefusalReason.Forbidden, Instrument.Mlat));
        refused.Remedies.ShouldNotBeEmpty();
        refused.Remedies.ShouldAllBe(remedy => remedy.Verdict.Clause.Agreement.Instrument == Instrument.Mlat);
        refused.Remedies.SelectMany(remedy => remedy.Changes).OfType<Change.OtherExchange>().ShouldContain(change => change.Exchange == ExchangeKind.Evidence && change.Instrument == Instrument.Mlat);
    }

    [Fact]
    public void An_amendment_in_force_replaces_the_version_before_from_its_first_day()
    {
        var amended = Given.Book(Given.Bilateral, Given.Bilateral.Replace("version: 1", "version: 2", StringComparison.Ordinal).Replace("from: 2026-01-01", "from: 2026-06-02", StringComparison.Ordinal)
            .Replace("purposes: [customsEnforcement, dutyAssessment]", "purposes: [customsEnforcement]", StringComparison.Ordinal));

        Gate.Check(amended, Given.Reply).ShouldBeOfType<Verdict.Permitted>().Clause.Agreement.Version.ShouldBe(1);
        Gate.Check(amended, Given.Reply with { On = new(2026, 6, 2) }).ShouldBeOfType<Verdict.Refused>().Clause!.Value.ToString().ShouldBe("NL-CA/2 4(1)");
    }

    [Theory]
    [InlineData(null, null, null, false, "suspended")] // everything
    [InlineData("NL-CA", null, null, false, "suspended")]
    [InlineData("NL-SG", null, null, false, "permitted 3")] // another agreement
    [InlineData("NL-CA", "4", null, false, "suspended")]
    [InlineData("NL-CA", "8", null, false, "permitted 3")]
    [InlineData(null, null, DataCategory.Declarations, false, "permitted 1")] // the name is left
    [InlineData("NL-CA", null, DataCategory.Finances, false, "permitted 3")]
    [InlineData("NL-CA", "8", DataCategory.Declarations, false, "permitted 1")] // no officer says both, but a partner may
    [InlineData(null, null, null, true, "permitted 3")] // the Netherlands stop giving, and this is given by Canada
    public void A_suspension_stops_what_it_names(string? agreement, string? article, DataCategory? category, bool givingOnly, string verdict)
    {
        var suspended = book.Suspending([new Suspension("NL", "CA", new(2026, 6, 1)) { Agreement = agreement, Article = article, Category = category, GivingOnly = givingOnly }]);

        Told(Gate.Check(suspended, Given.Reply)).ShouldBe(verdict);
        Told(Gate.Check(suspended, Given.Reply with { On = new(2026, 5, 31) })).ShouldBe("permitted 3", "it had not begun");
        Told(Gate.Check(suspended.Suspending([]), Given.Reply)).ShouldBe("permitted 3", "it was lifted");

        static string Told(Verdict verdict) => verdict is Verdict.Permitted permitted ? $"permitted {permitted.Passing.Count}" : Words.Of(((Verdict.Refused)verdict).Reason);
    }

    [Fact]
    public void What_is_suspended_for_a_time_is_lawful_again_after_it() =>
        Gate.Decide(book.Suspending([new Suspension("CA", "NL", new(2026, 5, 1)) { Until = new(2026, 6, 30) }]), Given.Reply).ShouldBeOfType<Verdict.Refused>()
            .Remedies.ShouldHaveSingleItem().Changes.ShouldBe([new Change.WaitUntil(new(2026, 7, 1))]);

    private static string Told(Change change) => change switch
    {
        Change.OtherActions other => $"OtherActions {string.Join(" ", other.Actions)}",
        Change.OtherPurpose other => $"OtherPurpose {other.Purpose}",
        Change.Meet meet => $"Meet {meet.Condition}",
        Change.Approve approve => $"Approve {approve.Approval}",
        Change.LeaveOut leave => $"LeaveOut {leave.Fields}",
        Change.OtherExchange other => $"OtherExchange {other.Exchange} {other.Assistance}",
        Change.OtherAuthority other => $"OtherAuthority {other.From} {other.To}",
        Change.ObtainConsent obtain => $"ObtainConsent {obtain.Provider} {obtain.To}",
        Change.WaitUntil wait => $"WaitUntil {wait.Day:yyyy-MM-dd}",
        _ => throw new ArgumentOutOfRangeException(nameof(change)),
    };
}
