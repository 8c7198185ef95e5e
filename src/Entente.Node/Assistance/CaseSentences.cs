using System.Globalization;
using Entente.Agreements;
using Entente.Assistance;
using Entente.Node.Agreements;
using Entente.Node.Console;
using Entente.Protocol.Alerts;
using Entente.Protocol.Assistance;

namespace Entente.Node.Assistance;

/// <summary>What stands in a request and in what was said of it, as labels with their words.</summary>
internal static class CaseSentences
{
    extension(Text t)
    {
        /// <summary>The request in a sentence.</summary>
        public string SentenceOf(RequestEnvelope request, string asking, string asked)
        {
            var instrument = Words.TryParse<Instrument>(request.Instrument, out var under) ? t.ShortOf(under) : request.Instrument;
            var type = Words.TryParse<AssistanceType>(request.Assistance, out var wanted) ? t.Of(wanted) : request.Assistance;
            return request.ReplyBy is { } day
                ? t["{0} asks {1} under {2} by {3}: {4}", PartyNames.Of(asking), PartyNames.Of(asked), instrument, VerdictSentences.Iso(day), type]
                : t["{0} asks {1} under {2}: {3}", PartyNames.Of(asking), PartyNames.Of(asked), instrument, type];
        }

        /// <summary>The request part by part, in the order in which it is read; a part that is not there is left out.</summary>
        public IReadOnlyList<(string Label, string Value)> FactsOf(RequestEnvelope request)
        {
            var facts = new List<(string Label, string Value)>();
            Add(Part.Urgent, request.UrgentBecause);
            Add(Part.Confidentiality, request.ConfidentialBecause);
            Add(Part.Facts, request.Facts);
            Add(Part.Grounds, request.Grounds);
            Add(Part.Verified, request.Verified is { } verified ? t["{0} (finished on {1})", verified.What, VerdictSentences.Iso(verified.On)] : null);
            AddEach(Part.Declarations, request.Declarations.Select(t.LineOf));
            AddEach(Part.Subjects, request.Subjects.Select(t.LineOf));
            AddEach(Part.Wanted, request.Wanted.Select(t.LineOf));
            AddEach(Part.Questions, request.Measure?.Questions ?? []);
            Add(Part.Place, request.Measure?.Place);
            Add(Part.Period, request.Measure is { From: { } from, Until: { } until } ? t["{0} to {1}", Utc(from), Utc(until)] : null);
            Add(Part.Manner, request.Measure?.Manner);
            Add(Part.Order, request.Measure?.Order);
            Add(Part.Amount, request.Measure is { Amount: { } amount, Currency: { } currency } ? $"{amount.ToString("N2", CultureInfo.CurrentCulture)} {currency}" : null);
            Add(Part.Offence, request.Offence is { } offence ? string.Join(" · ", new[] { offence.Act, offence.Law, offence.There, offence.Penalty }.OfType<string>()) : null);
            AddEach(Part.Procedure, request.Procedure);
            Add(Part.Law, request.Law);
            facts.Add((t["Purpose"], Words.TryParse<UsePurpose>(request.Purpose, out var purpose) ? t.Of(purpose) : request.Purpose));
            Add(Part.DataProtection, request.DataProtection);
            Add(Part.Reciprocity, request.Reciprocity is not { } reciprocity ? null : t.Of(reciprocity));
            AddEach(Part.CannotComply, request.CannotComply.Select(one => $"{one.Provision}: {one.Reason}"));
            AddEach(Part.Assurances, request.Assurances.Select(t.ConditionOf));
            AddEach(null, request.Attested.Select(one => t["{0} (attested by {1})", t.ConditionOf(one.Condition), one.By]));
            AddEach(Part.Contacts, request.Contacts.Select(one => $"{VerdictSentences.Iso(one.On)}, {one.With}: {one.About}"));
            Add(Part.Oral, request.Oral is { } oral ? t["{0}, to {1}, as {2}", Utc(oral.At), oral.Office, oral.Reference] : null);
            Add(Part.Office, request.Office is { } office ? string.Join(", ", new[] { office.Name, office.Reach, office.Reference }.OfType<string>()) : null);
            facts.Add((t["Authority asked"], t.Of(request.Addressed)));
            Add(Part.Language, request.Language is { Length: 2 } language ? t.LanguageOf(language) : null);
            Add(Part.Translation, request.TranslatedInto is { Length: 2 } translated ? t.LanguageOf(translated) : null);
            return facts;

            void Add(Part part, string? value)
            {
                if (!string.IsNullOrEmpty(value))
                {
                    facts.Add((t.Of(part), value));
                }
            }

            void AddEach(Part? part, IEnumerable<string> values)
            {
                foreach (var value in values)
                {
                    facts.Add((part is { } named ? t.Of(named) : t["Attested"], value));
                }
            }
        }

        public string Of(Reciprocity reciprocity) => (reciprocity.CouldComply, reciprocity.Limits) switch
        {
            (true, null) => t["The requesting side could do the same"],
            (true, { } limits) => t["The requesting side could do the same, within limits: {0}", limits],
            (false, { } limits) => t["The requesting side could not do the same: {0}", limits],
            _ => t["The requesting side could not do the same"],
        };

        public string Of(Cost cost) => t["{0} {1}: {2}", cost.Amount.ToString("N2", CultureInfo.CurrentCulture), cost.Currency, cost.For];

        /// <summary>What was said with a step.</summary>
        public IReadOnlyList<(string Label, string Value)> FactsOf(AssistanceMessage? said) => said switch
        {
            AssistanceCommented commented => [.. commented.Remarks.Select(t.FactOf)],
            AssistanceAcknowledged acknowledged => Filled(
                (t["Their reference"], acknowledged.Office.Reference), (t["Office"], $"{acknowledged.Office.Name}, {acknowledged.Office.Reach}"),
                (t["Will be decided by"], acknowledged.DecideBy is { } decide ? Utc(decide) : null), (t["Will be answered by"], acknowledged.ReplyBy is { } reply ? Utc(reply) : null)),
            AssistanceDecided decided =>
            [
                .. decided.Lacking.Select(t.FactOf),
                .. Filled(
                    (t["Ground"], t.GroundOf(decided.Ground)), (t["Provision"], decided.Provision), (decided.Ground is null ? t["Reason"] : t["Explanation"], decided.Reason is { } reason ? t.Told(reason) : null),
                    (t["Until"], decided.Until is { } until ? VerdictSentences.Iso(until) : null)),
                .. decided.Declined.Select(item => (t["Declined"], item)),
                .. decided.Asked.Select(word => (t["To be assured"], t.ConditionOf(word))),
                .. Filled((t["In words"], decided.Terms), (t["Cost to be agreed to"], decided.Cost is { } announced ? t.Of(announced) : null)),
            ],
            AssistanceAssured assured =>
            [
                .. assured.Assured.Select(word => (assured.Outcome == AssuranceOutcome.Given ? t["Assured"] : t["Could be assured"], t.ConditionOf(word))),
                (t["In words"], assured.Terms),
                .. Filled((t["Cost agreed to"], assured.Cost is { } agreed ? t.Of(agreed) : null)),
            ],
            AssistanceReplied replied =>
            [
                (t["Answer"], replied.Answer),
                .. replied.Given.Select(given => (t["Gives"], t.FieldsOf(given.Data, given.Fields))),
                .. replied.Declarations.Select(declaration => (t["Declaration"], t.LineOf(declaration))),
                .. replied.Subjects.Select(subject => (t["Subject"], t.LineOf(subject))),
                .. replied.Documents.Select(document => (t["Document"], t.LineOf(document))),
                .. replied.Attested.Select(one => (t["Attested"], t["{0} (attested by {1})", t.ConditionOf(one.Condition), one.By])),
                .. t.MarksOf(replied.Conditions, replied.Evaluation),
                .. Filled((t["Verification"], replied.Unverified ? t["Nobody has verified it; it decides nothing by itself."] : null), (t["Cost"], replied.Cost is { } cost ? t.Of(cost) : null)),
            ],
            AssistanceReported reported => [(t["Usefulness"], t.Of(reported.Usefulness)), (t["Outcome"], reported.Outcome)],
            AssistanceWithdrawn withdrawn => [(t["Reason"], withdrawn.Reason)],
            RequestTerms terms => [(t["Text"], t["Version {0}", terms.Revision])],
            _ => [],
        };

        /// <summary>Information that nobody had asked for.</summary>
        public IReadOnlyList<(string Label, string Value)> FactsOf(InformationGiven told) =>
        [
            (t.Of(Part.Matter), told.Matter),
            (t.Of(Part.Facts), told.Facts),
            .. told.Declarations.Select(declaration => (t["Declaration"], t.LineOf(declaration))),
            .. told.Subjects.Select(subject => (t["Subject"], t.LineOf(subject))),
            .. told.Given.Select(given => (t["Gives"], t.FieldsOf(given.Data, given.Fields))),
            (t["Purpose"], Words.TryParse<UsePurpose>(told.Purpose, out var purpose) ? t.Of(purpose) : told.Purpose),
            .. told.Attested.Select(one => (t["Attested"], t["{0} (attested by {1})", t.ConditionOf(one.Condition), one.By])),
            .. t.MarksOf(told.Conditions, told.Evaluation),
            .. Filled(
                (t["Verification"], told.Unverified ? t["Nobody has verified it; it decides nothing by itself."] : null),
                (t.Of(Part.Office), string.Join(", ", new[] { told.Office.Name, told.Office.Reach, told.Office.Reference }.OfType<string>())),
                (t["Outcome"], told.AsksOutcome ? t["Whoever gave it wants to hear what came of it."] : null)),
        ];

        /// <summary>How it may be handled, and how reliable its giver says that it is.</summary>
        private IReadOnlyList<(string Label, string Value)> MarksOf(Protocol.Messages.Conditions conditions, Evaluation? evaluation) => Filled(
            (t["Handling code"], conditions.Handling == Protocol.Alerts.HandlingCode.H0 ? null : string.Join(". ", new[] { t.Of(conditions.Handling), conditions.HandlingNote }.OfType<string>())),
            (t["Source"], evaluation is null ? null : t.Of(evaluation.Source)), (t["Information"], evaluation is null ? null : t.Of(evaluation.Information)));

        /// <summary>What stays in the file.</summary>
        public IReadOnlyList<(string Label, string Value)> FactsOf(KeptDetail kept) => Filled(
            (t["Ground"], t.GroundOf(kept.Ground)), (t["Provision"], kept.Provision), (t["Explanation"], kept.Reason), (t["Longer by"], kept.Days is { } days ? t.Plural(days, "{0} day", "{0} days") : null));

        public string? GroundOf(string? word) => word is null ? null : Words.TryParse<RefusalGround>(word, out var ground) ? t.Of(ground) : word;

        public string ConditionOf(string word) => Words.TryParse<Condition>(word, out var condition) ? t.Of(condition) : word;

        public string LineOf(WantedItem wanted) => t["{0} ({1}; {2})", wanted.What, t.FieldsOf(wanted.Data, wanted.Fields), t.Of(wanted.Form)];

        public string FieldsOf(string data, IReadOnlyList<string> fields)
        {
            if (!Words.TryParse<DataCategory>(data, out var category))
            {
                return $"{data}: {string.Join(", ", fields)}";
            }

            WordSet<DataField> named = [.. fields.Select(word => category.TryFind(word, out var field) ? field : default).Where(field => field != default)];
            return AgreementWords.List(t.Of(named));
        }

        public string LineOf(DeclarationInQuestion declaration) => Joined(
            $"{declaration.Reference} ({t.KindOf(declaration.Kind)}{(declaration.LodgedOn is { } day ? $", {VerdictSentences.Iso(day)}" : "")})",
            declaration.Parties, declaration.Goods, declaration.Value, declaration.Origin, declaration.Route, declaration.Documents);

        public string LineOf(AlertContent subject) => Joined(subject.Title, subject switch
        {
            BusinessAlert business => [.. business.OtherNames.Select(name => name.Text), .. business.Addresses.Select(AddressOf), .. business.Numbers.Select(number => $"{number.Kind} {number.Value}"), .. business.Persons.Select(person => person.Name)],
            PersonAlert { Person: var person } => [.. person.Births, .. person.Nationalities, .. person.Papers.Select(paper => paper.Number), .. person.Addresses.Select(AddressOf), .. person.Aliases.Select(alias => alias.Text)],
            TransportAlert transport => [t.Word($"{transport.Means.Type}"), .. transport.Means.Numbers.Select(number => number.Value), transport.Means.Description],
            CommodityAlert goods => [.. goods.HsCodes.Select(code => $"HS {code}"), .. goods.Origins],
            _ => [],
        });

        public string LineOf(ReplyDocument document) => document switch
        {
            { TrueCopy: { } copy } => t["{0}: {1}. “{2}” {3}, {4}", document.Document.Name, t.Of(document.Form), copy.Statement, copy.Office, VerdictSentences.Iso(copy.On)],
            { ReturnBy: { } day } => t["{0}: {1}, to be returned by {2}", document.Document.Name, t.Of(document.Form), VerdictSentences.Iso(day)],
            _ => t["{0}: {1}", document.Document.Name, t.Of(document.Form)],
        };

        private (string, string) FactOf(Remark remark) => (Words.TryParse<Part>(remark.Part, out var part) ? t.Of(part) : remark.Part, remark.Text);
    }

    /// <summary>As the other side reads it: in UTC.</summary>
    public static string Utc(DateTimeOffset instant) => instant.ToUniversalTime().ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);

    private static IReadOnlyList<(string Label, string Value)> Filled(params IEnumerable<(string Label, string? Value)> facts) =>
        [.. facts.Where(fact => !string.IsNullOrEmpty(fact.Value)).Select(fact => (fact.Label, fact.Value!))];

    private static string AddressOf(Protocol.Alerts.Address address) => address.Country is { } country ? $"{address.Lines} [{country}]" : address.Lines;

    private static string Joined(string first, params IEnumerable<string?> others) => string.Join(" · ", others.Where(one => !string.IsNullOrWhiteSpace(one) && one != first).Prepend(first));
}
