using Entente.Agreements;
using Entente.Protocol.Access;
using Entente.Protocol.Alerts;
using FsCheck;
using FsCheck.Fluent;

namespace Entente.Tests.Agreements;

/// <summary>Administrations that send, pass on, suspend, lift, amend and let days go by: whatever they do, no field arrives that no text permits.</summary>
public sealed class DeliveryPropertyTests
{
    private static readonly string[] parties = ["NL", "CA", "SG"];

    private static readonly Agreement amendment = Given.Agreement(
        System.Text.Encoding.UTF8.GetString(AgreementLibrary.Read("nl-ca-cmaa.yaml")).Replace("version: 1", "version: 2", StringComparison.Ordinal)
            .Replace("from: 2026-01-01", "from: 2026-09-01", StringComparison.Ordinal).Replace("exchanges: [spontaneous, alert, hitNotice", "exchanges: [spontaneous, hitNotice", StringComparison.Ordinal));

    /// <summary>Of the shipped agreements hardly any lets something go on.</summary>
    private static readonly Agreement further = Given.Agreement(
        """
        agreement: FURTHER
        version: 1
        instrument: multilateral
        title: What goes on between three
        inForce: { from: 2026-01-01 }
        languages: [en]
        parties:
          - { party: NL, authorities: [customs] }
          - { party: CA, authorities: [customs] }
          - { party: SG, authorities: [customs] }
        articles:
          - article: "1"
            wording: It may go on to the third.
            permits:
              - exchanges: [spontaneous, question, answer]
                data: { fraudTrends: all, commodities: all, seizures: all }
                purposes: [customsEnforcement, riskAnalysis, taxation]
                actions: [read, riskAnalysis, control]
                onward: { authorities: [customs], parties: [NL, CA, SG], withConsent: false }
        """);

    [Fact]
    public void No_sequence_of_operations_delivers_a_field_without_a_permitting_clause()
    {
        var (delivered, passedOn, keptBack, consented) = (0, 0, 0, 0);
        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ListOf(40).ToArbitrary(), steps =>
        {
            var world = new World();
            foreach (var step in steps)
            {
                if (world.Do(new(step)) is { } wrong)
                {
                    throw new InvalidOperationException(wrong);
                }
            }

            delivered += world.Held.Count;
            passedOn += world.Held.Count(item => item.Origin is not null);
            keptBack += world.KeptBack;
            consented += world.Consented;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(400).WithReplay(20260101, 7));

        // Else the property would say nothing.
        delivered.ShouldBeGreaterThan(400);
        passedOn.ShouldBeGreaterThan(50);
        keptBack.ShouldBeGreaterThan(10);
        consented.ShouldBeGreaterThan(5);
    }

    private sealed record Item(string Holder, AuthorityKind Authority, WordSet<DataField> Data, Verdict.Permitted Verdict, string Provider, Origin? Origin, UsePurpose Purpose);

    private sealed class World
    {
        private DateOnly today = new(2026, 3, 1);

        private AgreementBook book = AgreementBook.Of(AgreementLibrary.Simulated.Append(further));

        private List<Suspension> suspensions = [];

        public List<Item> Held { get; } = [];

        /// <summary>How often something did not go on because it was given for another purpose.</summary>
        public int KeptBack { get; private set; }

        /// <summary>How often it did with the consent of its provider.</summary>
        public int Consented { get; private set; }

        /// <summary>One operation; what is wrong with what it did, if anything is.</summary>
        public string? Do(Random dice)
        {
            switch (dice.Next(12))
            {
                case 0:
                    today = today.AddDays(dice.Next(60));
                    return null;
                case 1:
                    Suspend(dice);
                    return null;
                case 2:
                    suspensions = [.. suspensions.Skip(1)];
                    book = book.Suspending(suspensions);
                    return null;
                case 3:
                    book = AgreementBook.Of([.. AgreementLibrary.Simulated, further, amendment]).Suspending(suspensions);
                    return null;
                case >= 4 and <= 8 when Held.Count > 0:
                    return PassOn(dice, Held[dice.Next(Held.Count)]);
                default:
                    return Send(Ask(dice, [.. parties.OrderBy(_ => dice.Next()).Take(2)]), from: null);
            }
        }

        private void Suspend(Random dice)
        {
            var pair = dice.GetItems(parties, 2);
            var agreement = book.Agreements[dice.Next(book.Agreements.Count)];
            suspensions.Add(new(pair[0], pair[1], today)
            {
                Until = dice.Next(2) == 0 ? today.AddDays(dice.Next(90)) : null,
                Agreement = dice.Next(3) > 0 ? agreement.Id : null,
                Article = dice.Next(3) == 0 ? agreement.Articles[dice.Next(agreement.Articles.Count)].Number : null,
                Category = dice.Next(3) == 0 ? dice.GetItems(Enum.GetValues<DataCategory>(), 1)[0] : null,
                GivingOnly = dice.Next(2) == 0,
            });
            book = book.Suspending(suspensions);
        }

        /// <summary>Often near a clause, so that much is permitted; never asked whether it is.</summary>
        private Question Ask(Random dice, string[] pair)
        {
            Clause[] clauses = [.. book.Clauses(pair[0], pair[1], today)];
            if (clauses.Length == 0)
            {
                return Given.Reply with { From = pair[0], To = pair[1], On = today };
            }

            var clause = dice.Next(2) == 0 && Array.Find(clauses, one => one.Agreement.Id == further.Id) is { } onward ? onward : clauses[dice.Next(clauses.Length)];
            var exchange = Pick(dice, clause.Exchanges);
            return new()
            {
                Exchange = exchange,
                Assistance = exchange.NamesAssistance ? Pick(dice, clause.Assistance) : null,
                From = pair[0],
                To = pair[1],
                FromAuthority = Pick(dice, clause.Giver.Authorities),
                ToAuthority = Pick(dice, clause.Receiver.Authorities),
                Purpose = dice.Next(5) == 0 ? Pick(dice, WordSet.All<UsePurpose>()) : Pick(dice, clause.Purposes),
                Data = Some(dice, clause.Data, 4).Or(Some(dice, WordSet.All<DataField>(), 3)),
                Circumstances = [.. (dice.Next(4) == 0 ? Some(dice, WordSet.All<Condition>(), 8) : clause.When).Select(condition => new Attestation(condition, "customs"))],
                Approval = dice.Next(3) == 0 ? Approval.Officer : Approval.CentralAuthority,
                Handling = (HandlingCode)dice.Next(4),
                Unverified = dice.Next(3) == 0,
                Asks = dice.Next(6) == 0 ? Some(dice, WordSet.All<PermittedAction>(), 2) : Some(dice, clause.Grant.Actions, 2),
                On = today,
            };
        }

        private string? PassOn(Random dice, Item item)
        {
            var to = parties[dice.Next(parties.Length)];
            var asked = Ask(dice, [item.Holder, to]);
            var question = asked with
            {
                Purpose = dice.Next(3) == 0 ? item.Purpose : asked.Purpose,
                Handling = dice.Next(2) == 0 ? HandlingCode.H0 : asked.Handling,
                Data = item.Data,
                FromAuthority = item.Authority,
                Origin = new(item.Provider, item.Verdict.Clause.Name, item.Verdict.Obligations)
                {
                    Consents = dice.Next(2) == 0 ? [new(to, today.AddDays(dice.Next(3) - 1))] : [],
                },
            };
            return to == item.Holder ? null : Send(question, item);
        }

        /// <param name="from">What is passed on; nothing: it is the sender's own.</param>
        private string? Send(Question question, Item? from)
        {
            var isForAnother = from is not null && from.Provider != question.To && from.Purpose != question.Purpose;
            if (Gate.Check(book, question) is not Verdict.Permitted permitted)
            {
                KeptBack += isForAnother && Gate.Check(book, question with { Origin = null }) is Verdict.Permitted && Gate.Check(book, Agreed(question)) is Verdict.Permitted ? 1 : 0;
                return null;
            }

            if (isForAnother && !question.Origin!.Consents.Any(consent => consent.To == question.To && today <= consent.Until))
            {
                return $"what was given for {from!.Purpose} went on without consent: {question}";
            }

            Consented += isForAnother ? 1 : 0;

            var arrived = question with { Data = permitted.Passing };
            var clause = permitted.Clause;
            var received = Reception.Of(book, arrived, new(clause.Name, clause.Agreement.Digest));
            if (received is not Reception.Agreed { Verdict: var own } || own != permitted with { Stripped = [] })
            {
                return $"the two sides differ: {permitted} and {received}";
            }

            foreach (var field in permitted.Passing)
            {
                if (!NaiveGate.Permits(book.Agreements, suspensions, arrived, field))
                {
                    return $"{field} passed under {clause.Name}, and no text permits it: {question}";
                }
            }

            if (question.Origin is { } origin && origin.Provider != question.To && (origin.Obligations.Onward is not { } rule || !rule.Parties.Contains(question.To) || origin.Obligations.LastDay < today
                || permitted.Obligations.Handling < origin.Obligations.Handling || !origin.Obligations.Actions.Includes(permitted.Obligations.Actions) || permitted.Obligations.LastDay > origin.Obligations.LastDay))
            {
                return $"{clause.Name} loosened what it came with: {question}";
            }

            Held.Add(new(question.To, question.ToAuthority, permitted.Passing, permitted, from?.Provider ?? question.From, question.Origin, question.Purpose));
            return null;
        }

        /// <summary>The same, had the provider given it for this.</summary>
        private static Question Agreed(Question question) =>
            question with { Origin = question.Origin! with { Obligations = question.Origin.Obligations with { Purpose = question.Purpose } } };

        private static T Pick<T>(Random dice, WordSet<T> words)
            where T : struct, Enum => words.ElementAt(dice.Next(words.Count));

        private static WordSet<T> Some<T>(Random dice, WordSet<T> words, int most)
            where T : struct, Enum => [.. words.OrderBy(_ => dice.Next()).Take(dice.Next(most + 1))];
    }
}
