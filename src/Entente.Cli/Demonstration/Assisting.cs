using Entente.Agreements;
using Entente.Assistance;
using Entente.Node.Assistance;
using Entente.Node.Evidence;
using Entente.Node.Federation;
using Entente.Node.Platform;
using Entente.Protocol.Access;
using Entente.Protocol.Assistance;
using Entente.Protocol.Faults;
using Entente.Protocol.Messages;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Cli.Demonstration;

/// <summary>
/// A little mutual assistance between the administrations of the demonstration: each asks each other one the same few things, which are left at different stages, and gives it a piece of information; the
/// two of which the agreement says so exchange a data set. What is written says that it is simulated. Everything else is left to people.
/// </summary>
internal sealed class Assisting(IServiceProvider node, Administration who, TimeProvider clock)
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(3);

    /// <summary>How long everybody's signatures have to be here before anything is asked: the same ones may still be on their way between the other two, who would refuse it.</summary>
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(12);

    /// <summary>By the reference of a request: what it asks under, and what its answering side does of it by itself.</summary>
    private static readonly (string Reference, Instrument Instrument, CaseStep[] Answered)[] asked =
    [
        ("SIM-A1", Instrument.Tfa12, []),
        ("SIM-A2", Instrument.Cmaa, [CaseStep.Admit]),
        ("SIM-A3", Instrument.Cmaa, [CaseStep.Admit, CaseStep.Accept, CaseStep.Reply]),
        ("SIM-A4", Instrument.Tfa12, [CaseStep.Refuse]),
        ("SIM-A5", Instrument.Tfa12, [CaseStep.AskCompletion]),
    ];

    private readonly Database database = node.GetRequiredService<Database>();
    private readonly AssistancePost post = node.GetRequiredService<AssistancePost>();
    private readonly CaseLaw law = node.GetRequiredService<CaseLaw>();
    private readonly SubscriptionLaw sets = node.GetRequiredService<SubscriptionLaw>();
    private readonly PartnerDirectory partners = node.GetRequiredService<PartnerDirectory>();
    private readonly HashSet<string> refused = [];
    private readonly Dictionary<string, long> bound = [];

    public async Task RunAsync(CancellationToken cancellation)
    {
        var officer = await Introduction.PersonaAsync(node, Role.Supervisor, cancellation) with { Purpose = Purpose.MutualAssistance };
        while (true)
        {
            await Task.Delay(Pace, clock, cancellation);
            if (who.Others.All(other => partners.Find(other.Country)?.State == PartnerState.Active))
            {
                await PublishAsync(officer, cancellation);
            }

            foreach (var party in who.Others.Select(other => other.Country).Where(party => partners.Find(party) is { State: PartnerState.Active } partner && partner.Reads.Contains(MessageKind.AssistanceRequested.Key)))
            {
                // Until their agreements are in force nothing goes, which is no fault of the demonstration; what is refused then is not tried again.
                if (!await database.ReadAsync(session => Task.FromResult(IsBound(session, party)), cancellation))
                {
                    bound.Remove(party);
                    continue;
                }

                bound.TryAdd(party, clock.GetTimestamp());
                foreach (var act in clock.GetElapsedTime(bound[party]) < Settled ? [] : (Func<Session, string, Actor, Fault?>[])[Ask, Answer, Tell, Propose, Agree])
                {
                    if (!refused.Contains($"{act.Method.Name} {party}") && await database.WriteAsync(session => act(session, party, officer), cancellation) is { } fault)
                    {
                        refused.Add($"{act.Method.Name} {party}");
                        await Console.Error.WriteLineAsync($"Simulated assistance with {party} was refused: {fault}");
                    }
                }
            }
        }
    }

    /// <summary>A directory with one desk, unless there is one already: partners see whom to ask and what to expect.</summary>
    private async Task PublishAsync(Actor officer, CancellationToken cancellation)
    {
        if (await database.ReadAsync(session => Task.FromResult(DirectoryRow.Latest(session, who.Country) is not null), cancellation))
        {
            return;
        }

        DayOfWeek[] week = [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday];
        await node.GetRequiredService<PublishAuthorities>().RunAsync(
            officer,
            new(
            [
                new()
                {
                    Id = "assistance-desk",
                    Kind = AuthorityKind.Customs,
                    Names = [new("en", $"Mutual assistance desk of {who.Country} (simulated)"), new("fr", $"Bureau de l’assistance mutuelle, {who.Country} (simulé)")],
                    Contact = new("Mutual assistance desk", AuthorityKind.Customs, $"assistance@{who.Id}.example"),
                    Zone = who.Country switch { "CA" => "America/Toronto", "SG" => "Asia/Singapore", _ => "Europe/Amsterdam" },
                    Hours = [.. week.Select(day => new OpenHours(day, new(8, 30), new(17, 0)))],
                    Languages = who.Country == "CA" ? ["en", "fr"] : ["en"],
                    Competences =
                    [
                        new(Words.Of(Instrument.Tfa12), [Words.Of(AssistanceType.Information), Words.Of(AssistanceType.CertifiedDocuments)], 40),
                        new(Words.Of(Instrument.Cmaa), [Words.Of(AssistanceType.Information), Words.Of(AssistanceType.Surveillance), Words.Of(AssistanceType.Enquiry)], 60),
                    ],
                },
            ]),
            cancellation);
    }

    /// <summary>Whether both have signed what they ask each other under, and the other has the own signatures.</summary>
    private bool IsBound(Session session, string party) =>
        session.Scalar<long>("SELECT COUNT(*) FROM outbox WHERE partner = @party AND state IN ('Ready', 'Waiting') AND action LIKE 'agreement.%'", new { party }) == 0 && asked.Select(one => one.Instrument).Distinct().All(instrument =>
        Request(session, asked[0].Reference, instrument) with { Approval = Words.Of(Approval.Supervisor) } is var request && RequestWords.TryRead(request, out var words, out _) && law.OfRequest(session, party, Side.Requesting, request, words) is Verdict.Permitted);

    private Fault? Ask(Session session, string party, Actor officer)
    {
        foreach (var (reference, instrument, _) in asked)
        {
            if (session.Scalar<long>("SELECT COUNT(*) FROM assistance_case WHERE partner = @party AND us = 'Requesting' AND reference = @reference", new { party, reference }) > 0)
            {
                continue;
            }

            var (row, fault) = DraftRequest.Open(session, post, officer, new(party, Request(session, reference, instrument), reference));
            return row is null ? fault : Step(session, officer, row.Number, new() { Step = CaseStep.Send, Seen = row.Version });
        }

        return null;
    }

    private Fault? Answer(Session session, string party, Actor officer)
    {
        foreach (var row in session.Query<CaseRow>(
            $"SELECT {CaseRow.Columns} FROM assistance_case WHERE partner = @party AND us = 'Requested' AND their_reference LIKE 'SIM-A%' AND state IN ('Acknowledged', 'Admissible', 'Accepted')", new { party }))
        {
            var steps = asked.FirstOrDefault(one => one.Reference == row.TheirReference).Answered ?? [];
            if (steps.Cast<CaseStep?>().FirstOrDefault(step => CaseTable.Of(step!.Value).From.Contains(row.State)) is { } next)
            {
                return Step(session, officer, row.Number, Answering(next, row));
            }
        }

        return null;
    }

    private static TakeStep.Command Answering(CaseStep step, CaseRow row) => step switch
    {
        CaseStep.Refuse => new() { Step = step, Seen = row.Version, Ground = Words.Of(RefusalGround.PublicInterest), Reason = "Simulated: not at present." },
        CaseStep.AskCompletion => new() { Step = step, Seen = row.Version, Remarks = [new("declarations", "Simulated: name the second declaration too.")] },
        CaseStep.Reply => new()
        {
            Step = step,
            Seen = row.Version,
            Answer = new("Simulated answer: the goods left as they were declared.") { Given = [new(Words.Of(DataCategory.Declarations), [DataField.DeclarationsReference.Word, DataField.DeclarationsGoods.Word])] },
        },
        _ => new() { Step = step, Seen = row.Version },
    };

    private Fault? Tell(Session session, string party, Actor officer) =>
        session.Scalar<long>("SELECT COUNT(*) FROM assistance_information WHERE partner = @party AND ours = 1", new { party }) > 0 ? null : GiveInformation.Execute(session, post, law, officer, Approval.Supervisor, new()
        {
            Partner = party,
            Reference = "SIM-I1",
            Addressed = AuthorityKind.Customs,
            Purpose = Words.Of(UsePurpose.CustomsEnforcement),
            Matter = "Simulated: scrap declared as copper cathodes",
            Facts = "Simulated: three containers of one exporter were opened, and all of them held scrap.",
            Given = [new(Words.Of(DataCategory.FraudTrends), [DataField.FraudTrendsContent.Word])],
            Unverified = true,
            AsksOutcome = true,
        }).Fault;

    /// <summary>Of two administrations the one that comes first in the alphabet offers what comes from the other and is declared to it.</summary>
    private Fault? Propose(Session session, string party, Actor officer)
    {
        if (string.CompareOrdinal(who.Country, party) > 0 || session.Scalar<long>("SELECT COUNT(*) FROM assistance_subscription WHERE partner = @party", new { party }) > 0)
        {
            return null;
        }

        var today = CaseLaw.TodayOf(session);
        return ProposeSubscription.Execute(session, post, sets, officer, Approval.Supervisor, new(
            party,
            "SIM-S1",
            new(
                $"Simulated: trade with {party}", Words.Of(Instrument.Cmaa), AutomaticExchange.Automatic, DataGiver.Proposer, Words.Of(UsePurpose.RiskAnalysis),
                [new(Words.Of(DataCategory.Declarations), [DataField.DeclarationsReference.Word, DataField.DeclarationsGoods.Word, DataField.DeclarationsRoute.Word])],
                $"Imports from {party} and exports to it, every day.", 1, today, today.AddYears(1)),
            new([Entente.TradeData.Model.DeclarationKind.Import, Entente.TradeData.Model.DeclarationKind.Export], []))).Fault;
    }

    private Fault? Agree(Session session, string party, Actor officer) =>
        session.Find<SubscriptionRow>($"SELECT {SubscriptionRow.Columns} FROM assistance_subscription WHERE partner = @party AND we_proposed = 0 AND state = 'Proposed' AND reference = 'SIM-S1'", new { party }) is { } row
            ? StepSubscription.Execute(session, post, sets, officer, Approval.Supervisor, row.Number, new(SubscriptionStep.Agree, row.Version)).Fault
            : null;

    private Fault? Step(Session session, Actor officer, long number, TakeStep.Command command) =>
        TakeStep.Execute(session, post, law, officer, Approval.Supervisor, number, command).Faults is [var fault, ..] ? fault : null;

    private RequestEnvelope Request(Session session, string reference, Instrument instrument)
    {
        var declaration = $"SIM26{who.Country}{reference[^1]}0048812";
        var request = new RequestEnvelope
        {
            Instrument = Words.Of(instrument),
            Assistance = Words.Of(AssistanceType.Information),
            Purpose = Words.Of(UsePurpose.CustomsEnforcement),
            Addressed = AuthorityKind.Customs,
            Approval = Words.Of(Approval.Officer),
            Matter = $"Simulated: what was declared on departure under {declaration}",
            Facts = "Simulated: the value declared here is half of what like goods cost.",
            Language = "en",
            Declarations = [new() { Reference = declaration, Kind = ConsignmentKind.Export }],
            Wanted = [new(Words.Of(DataCategory.Declarations), [DataField.DeclarationsReference.Word, DataField.DeclarationsGoods.Word], "What the export declaration says of the goods.", DocumentForm.Information)],
        };
        return instrument == Instrument.Cmaa
            ? request with { Law = "Simulated customs act, art. 5", Assurances = [Words.Of(Condition.AssuranceConfidentiality)] }
            : request with
            {
                Grounds = "Simulated: half the value of like goods.",
                Verified = new("Simulated: the papers and the books of the importer were checked.", CaseLaw.TodayOf(session).AddDays(-2)),
                DataProtection = "Simulated data protection act, art. 12",
                Reciprocity = new(true),
                Assurances = [Words.Of(Condition.AssuranceNoEvidence), Words.Of(Condition.AssuranceConfidentiality)],

                // Singapore gives what belongs to traders with their consent.
                Attested = who.Country == "SG" ? [new(Words.Of(Condition.ConsentGiven), "Simulated: the exporter")] : [],
            };
    }
}
