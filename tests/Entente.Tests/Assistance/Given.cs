using System.Text;
using Entente.Agreements;
using Entente.Agreements.Clocks;
using Entente.Assistance;
using Entente.Protocol.Access;
using Entente.Protocol.Assistance;
using Entente.Protocol.Messages;
using Entente.Tests.Protocol.Messages;

namespace Entente.Tests.Assistance;

internal static class Given
{
    public static readonly DateOnly Today = new(2026, 11, 22);

    public static readonly WorkingCalendar Weekdays = new("CA", TimeZoneInfo.Utc, [DayOfWeek.Saturday, DayOfWeek.Sunday], [new(2026, 12, 25)]);

    public static AgreementBook Book { get; } = AgreementBook.Of(AgreementLibrary.Simulated);

    /// <summary>The verification of an export declaration, as the page of the message has it.</summary>
    public static RequestEnvelope Verification { get; } = Read(MessageKind.AssistanceRequested).Request;

    public static AssistanceReplied Reply { get; } = Read(MessageKind.AssistanceReplied);

    public static Ends ToCanada { get; } = new("NL", AuthorityKind.Customs, "CA", AuthorityKind.Customs);

    public static Ends FromCanada { get; } = new("CA", AuthorityKind.Customs, "NL", AuthorityKind.Customs);

    public static Doer Officer { get; } = new(AuthorityKind.Customs, Approval.Officer);

    public static Doer Central { get; } = new(AuthorityKind.Customs, Approval.CentralAuthority);

    public static Decision Secrecy { get; } = new(RefusalGround.ProfessionalSecrecy, "Customs Act, s. 107", "The exporter's terms with its bank are secret.");

    public static CaseFile At(Side us, CaseState state) => new()
    {
        Id = RequestId.Parse("0197a3d1-40aa-7c3e-8f10-5b7d2c9e6a01"),
        Us = us,
        State = state,
        Authorities = [AuthorityKind.Customs],
        Grounds = WordSet.All<RefusalGround>(),
        Revision = 1,
    };

    /// <summary>A step with everything that it needs to be possible.</summary>
    public static CaseEvent Event(CaseStep step) => step switch
    {
        CaseStep.Share or CaseStep.Send or CaseStep.Complete => new CaseEvent.Texted(step, 1_000),
        CaseStep.SetConditions => new CaseEvent.ConditionsAsked([Condition.AssuranceNoEvidence]),
        CaseStep.Assure => new CaseEvent.ConditionsAssured([Condition.AssuranceNoEvidence]),
        CaseStep.Refuse or CaseStep.AcceptInPart => new CaseEvent.Declined(step, Secrecy),
        CaseStep.Postpone => new CaseEvent.Declined(step, new(RefusalGround.ImpedesProceeding, null, "An enquiry is under way."), Today.AddDays(60)),
        CaseStep.Lapse => new CaseEvent.TimedOut(ClockState.Overdue),
        _ => new CaseEvent.Plain(step),
    };

    public static RequestWords WordsOf(RequestEnvelope request)
    {
        RequestWords.TryRead(request, out var words, out var fault).ShouldBeTrue($"{fault}");
        return words!;
    }

    public static T Read<T>(MessageKind<T> kind)
        where T : MessagePayload
    {
        kind.TryRead(Encoding.UTF8.GetBytes(MessageKindTests.Example(kind.Key).ToJsonString()), out var payload, out var fault).ShouldBeTrue($"{fault}");
        return payload!;
    }
}
