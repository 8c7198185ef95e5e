using Entente.As4;
using Entente.As4.Messaging;

namespace Entente.Tests.As4;

public sealed class SubmissionRulesTests
{
    private static readonly PMode Leg = new Exchange().Leg;

    public static TheoryData<string, Func<Submission, Submission>> Broken => new()
    {
        { "an action that the leg does not carry", submission => submission with { Action = "delete" } },
        { "no action", submission => submission with { Action = "" } },
        { "no conversation", submission => submission with { ConversationId = "" } },
        { "a conversation with white space at its end", submission => submission with { ConversationId = "c " } },
        { "a property without value", submission => submission with { Properties = [new("a", "")] } },
        { "two payloads of one Content-ID", submission => submission with { Payloads = [Exchange.Document(), Exchange.Document()] } },
        { "a Content-ID that is none", submission => submission with { Payloads = [Exchange.Document(id: "alert")] } },
        { "a MimeType that is none", submission => submission with { Payloads = [Exchange.Document() with { MimeType = "json" }] } },
        { "a CharacterSet that is none", submission => submission with { Payloads = [Exchange.Document() with { CharacterSet = "!utf*" }] } },
        { "the property that the profile keeps for itself", submission => submission with { Payloads = [Exchange.Document() with { Properties = [new("CompressionType", "application/gzip")] }] } },
        { "a property of a payload without name", submission => submission with { Payloads = [Exchange.Document() with { Properties = [new("", "x")] }] } },
        { "a file name with a path", submission => submission with { Payloads = [Exchange.Document() with { FileName = "../alert.json" }] } },
        { "a file name with a line break", submission => submission with { Payloads = [Exchange.Document() with { FileName = "a\r\nContent-ID: <b@x>" }] } },
        { "a file name with a quote", submission => submission with { Payloads = [Exchange.Document() with { FileName = "a\"; x=\"b" }] } },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public void What_a_receiver_would_refuse_is_not_sent(string what, Func<Submission, Submission> change)
    {
        var submission = change(Exchange.Submission(Exchange.Document()));
        var error = SubmissionRules.Check(submission, Leg).ShouldNotBeNull(what);
        (error.Code, error.RefToMessageInError).ShouldBe((EbmsErrorCode.ValueInconsistent, submission.MessageId.Value));
        Should.Throw<ArgumentException>(() => new Exchange().Send(submission), what);
    }

    [Fact]
    public void A_good_submission_breaks_no_rule() => SubmissionRules.Check(Exchange.Submission(Exchange.Document(), Exchange.Photo()), Leg).ShouldBeNull();

    [Fact]
    public void A_leg_without_actions_carries_every_action()
    {
        var any = Leg with { Actions = [] };
        SubmissionRules.Check(Exchange.Submission() with { Action = "whatever" }, any).ShouldBeNull();
        any.ForTest().Carries("whatever").ShouldBeFalse();
    }

    [Fact]
    public void The_test_leg_is_the_same_but_for_service_and_action()
    {
        var test = (Leg with { FourCorner = true, Reply = true }).ForTest();
        (test.From, test.To, test.Agreement, test.Suite, test.Encrypt).ShouldBe((Leg.From, Leg.To, Leg.Agreement, Leg.Suite, Leg.Encrypt));
        (test.IsTest, test.Reply, test.FourCorner).ShouldBe((true, false, false));
        test.Actions.ShouldBe([EbmsNames.TestAction]);
    }
}
