using System.Text;
using Entente.Agreements;
using Entente.Protocol.Access;

namespace Entente.Tests.Agreements;

internal static class Given
{
    /// <summary>A small agreement between two parties; its lines are counted by tests.</summary>
    public const string Bilateral = """
        agreement: NL-CA
        version: 1
        instrument: cmaa
        title: A small agreement
        inForce: { from: 2026-01-01, until: 2030-12-31 }
        languages: [en, fr]
        parties:
          - { party: NL, authorities: [customs] }
          - { party: CA, authorities: [customs, police] }
        reservations:
          - { party: CA, articles: ["9"], text: Not us. }
        declarations:
          - { party: NL, text: Five years., retention: P5Y }
        articles:
          - article: "4"
            wording: On request, information.
            permits:
              - exchanges: [request, reply]
                assistance: [information, certifiedDocuments]
                data: { declarations: all, persons: [name, birth] }
                purposes: [customsEnforcement, dutyAssessment]
                when: [verifiedFirst]
                approval: supervisor
                handling: H1
                actions: [read, control]
                onward: { authorities: [customs], parties: [SG], withConsent: true }
                retention: P3Y
                deadline: { acknowledge: 5 workingDays, reply: 90 days }
            refuses: [sovereignty]
            forbids:
              - purposes: [criminalEvidence]
                instead: mlat
              - exchanges: [reply]
                data: { persons: [birth] }
                unless: [assuranceConfidentiality]
          - article: "8"
            wording: Unasked.
            permits:
              - exchanges: [spontaneous, alert]
                data: { seizures: all, persons: [name] }
                purposes: [customsEnforcement, riskAnalysis]
                direction: { from: NL, to: CA }
                actions: [read]
          - article: "9"
            wording: Hot pursuit.
            permits:
              - exchanges: [request]
                assistance: [hotPursuit]
                data: { meansOfTransport: all }
                purposes: [criminalInvestigation]
                actions: [read]
        """;

    public static AgreementBook Shipped { get; } = AgreementBook.Of(AgreementLibrary.Simulated);

    public static Agreement Agreement(string text) =>
        AgreementText.Read(Encoding.UTF8.GetBytes(text)) switch
        {
            AgreementReading.Accepted accepted => accepted.Agreement,
            AgreementReading.Refused refused => throw new ArgumentException(string.Join("; ", refused.Faults)),
            _ => throw new ArgumentException("unread"),
        };

    public static AgreementBook Book(params string[] texts) => AgreementBook.Of(texts.Select(Agreement));

    /// <summary>A reply from Canada that article 4 permits.</summary>
    public static Question Reply { get; } = new()
    {
        Exchange = ExchangeKind.Reply,
        Assistance = AssistanceType.Information,
        From = "CA",
        To = "NL",
        FromAuthority = AuthorityKind.Customs,
        ToAuthority = AuthorityKind.Customs,
        Purpose = UsePurpose.DutyAssessment,
        Data = [DataField.DeclarationsValue, DataField.DeclarationsOrigin, DataField.PersonsName],
        Circumstances = [new(Condition.VerifiedFirst, "customs")],
        Approval = Approval.Supervisor,
        On = new(2026, 6, 1),
    };
}
