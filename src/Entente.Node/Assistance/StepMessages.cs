using Entente.Agreements;
using Entente.Assistance;
using Entente.Node.Evidence;
using Entente.Node.Federation;
using Entente.Node.Platform;
using Entente.Protocol.Assistance;
using Entente.Protocol.Faults;
using Entente.Protocol.Messages;

namespace Entente.Node.Assistance;

/// <summary>The message that tells the partner of a step.</summary>
internal static class StepMessages
{
    public static (Posted? Posted, Fault? Why) Send(
        Session session, AssistancePost post, Actor actor, Approval approval, CaseRow row, RequestEnvelope request, CaseEvent happening, WordSet<RefusalGround> grounds, TakeStep.Command command,
        IReadOnlyList<CameWith> came)
    {
        var conditions = AssistancePost.ConditionsOf(session, row, row.Us == Side.Requesting ? request.Addressed : request.Office?.Authority ?? Protocol.Access.AuthorityKind.Customs);
        var attached = happening is CaseEvent.Texted ? CaseBook.DocumentsOf(session, row.Number, request.Attachments.Select(document => document.Sha256)) : [];
        return command.Step switch
        {
            CaseStep.Share => post.Send(
                session, actor, row, MessageKind.AssistanceDrafted, new() { Conditions = conditions, RequestId = row.RequestId, Revision = row.Revision + 1, Request = request }, attached, came),
            CaseStep.Send or CaseStep.Complete => post.Send(
                session, actor, row, MessageKind.AssistanceRequested,
                new() { Conditions = conditions, RequestId = row.RequestId, Revision = row.Revision + 1, SentAt = session.Now, Request = request }, attached, came),
            CaseStep.Comment => post.Send(
                session, actor, row, MessageKind.AssistanceCommented, new() { Conditions = conditions, RequestId = row.RequestId, Revision = row.Revision, Remarks = command.Remarks }),
            CaseStep.Assure or CaseStep.Dispute => post.Send(
                session, actor, row, MessageKind.AssistanceAssured,
                new()
                {
                    Conditions = conditions,
                    RequestId = row.RequestId,
                    Ordinal = Math.Max(1, row.Said),
                    Outcome = command.Step == CaseStep.Assure ? AssuranceOutcome.Given : AssuranceOutcome.Disputed,
                    Assured = command.Conditions,
                    Terms = command.Terms ?? "",
                    Cost = command.Step == CaseStep.Assure ? command.Cost : null,
                    Approval = Words.Of(approval),
                }),
            CaseStep.Reply or CaseStep.ReplyInPart => Reply(session, post, actor, approval, row, conditions, command, came),
            CaseStep.Report => post.Send(
                session, actor, row, MessageKind.AssistanceReported,
                new() { Conditions = conditions, RequestId = row.RequestId, Usefulness = command.Usefulness ?? Usefulness.NotUsed, Outcome = command.Outcome ?? "", ReportedAt = session.Now }, origins: came),
            CaseStep.Withdraw => post.Send(session, actor, row, MessageKind.AssistanceWithdrawn, new() { Conditions = conditions, RequestId = row.RequestId, Reason = command.Reason ?? "" }),
            _ => post.Send(session, actor, row, MessageKind.AssistanceDecided, Decided(session, row, conditions, happening, grounds, command)),
        };
    }

    private static AssistanceDecided Decided(Session session, CaseRow row, Conditions conditions, CaseEvent happening, WordSet<RefusalGround> grounds, TakeStep.Command command)
    {
        var told = (happening as CaseEvent.Declined)?.Why.Told(grounds, command.Step == CaseStep.Postpone);
        return new()
        {
            Conditions = conditions,
            RequestId = row.RequestId,
            Ordinal = row.Said + 1,
            Decision = command.Step switch
            {
                CaseStep.AskCompletion => RequestDecision.Incomplete,
                CaseStep.Admit => RequestDecision.Admissible,
                CaseStep.Accept => RequestDecision.Accepted,
                CaseStep.AcceptInPart => RequestDecision.AcceptedInPart,
                CaseStep.SetConditions => RequestDecision.ConditionsSet,
                CaseStep.Postpone => RequestDecision.Postponed,
                CaseStep.Resume => RequestDecision.Resumed,
                CaseStep.Refuse => RequestDecision.Refused,
                CaseStep.Extend => RequestDecision.Extended,
                CaseStep.Execute => RequestDecision.Executed,
                _ => RequestDecision.Lapsed,
            },
            DecidedAt = session.Now,
            Ground = told is null ? null : Words.Of(told.Ground),
            Provision = told?.Provision,
            Reason = told is null ? command.Reason : told.Reason,
            Until = command.Step is CaseStep.Postpone or CaseStep.Extend ? command.Until : null,
            Lacking = command.Step == CaseStep.AskCompletion ? command.Remarks : [],
            Declined = command.Step == CaseStep.AcceptInPart ? command.Declined : [],
            Asked = command.Step == CaseStep.SetConditions ? command.Conditions : [],
            Terms = command.Step == CaseStep.SetConditions ? command.Terms : null,
            Cost = command.Step == CaseStep.SetConditions ? command.Cost : null,
        };
    }

    private static (Posted? Posted, Fault? Why) Reply(Session session, AssistancePost post, Actor actor, Approval approval, CaseRow row, Conditions conditions, TakeStep.Command command, IReadOnlyList<CameWith> came)
    {
        if (command.Answer is not { } answer)
        {
            return (null, new(FaultCode.AssistanceIncomplete, "Write the answer.", "$.answer"));
        }

        var assured = Barred.Read<Condition>(row.Assured);
        if (Marks.Or(answer.Marks).Unfit(assured) is { } unfit)
        {
            return (null, unfit);
        }

        return post.Send(
            session, actor, row, MessageKind.AssistanceReplied,
            new()
            {
                Conditions = Marks.Or(answer.Marks).On(conditions, assured),
                RequestId = row.RequestId,
                Ordinal = row.Answers + 1,
                Final = command.Step == CaseStep.Reply,
                RepliedAt = session.Now,
                Answer = answer.Text,
                Given = answer.Given,
                Declarations = answer.Declarations,
                Subjects = answer.Subjects,
                Documents = [.. answer.Documents.Select(document => new ReplyDocument(document.Enclosed, document.Form, document.TrueCopy, document.ReturnBy))],
                Unverified = answer.Unverified,
                Approval = Words.Of(approval),
                Attested = answer.Attested,
                Cost = answer.Cost,
                Evaluation = answer.Marks?.Evaluation,
            },
            [.. answer.Documents.Select(document => document.Attachment)],
            came,
            answer.Marks);
    }
}
