using Entente.As4.Messaging;
using Entente.Node.Federation.Delivery;
using Entente.Protocol.Faults;

namespace Entente.Tests.Node.Federation.Delivery;

public sealed class OutcomeTests
{
    public static TheoryData<string, string, bool, string?, string> Reports => new()
    {
        // code, severity, whether it is signed, detail, what it means
        { "EBMS:0001", "failure", true, null, "refused" },
        { "EBMS:0003", "failure", true, null, "refused" },
        { "EBMS:0007", "failure", true, null, "refused" },
        { "EBMS:0009", "failure", true, null, "refused" },
        { "EBMS:0010", "failure", true, null, "refused" },
        { "EBMS:0101", "failure", true, null, "refused" },
        { "EBMS:0102", "failure", true, null, "refused" },
        { "EBMS:0103", "failure", true, null, "refused" },
        { "EBMS:0303", "failure", true, null, "refused" },
        { "EBMS:0101", "failure", false, null, "again" }, // Anybody can say that: it must not end a delivery
        { "EBMS:0010", "failure", false, null, "again" }, // Nor must a partner that does not know our new keys yet
        { "EBMS:0003", "warning", true, null, "again" }, // A remark, but no receipt
        { "EBMS:0202", "failure", true, null, "again" }, // The receiver could not deliver at the moment
        { "EBMS:0004", "failure", true, "Something else", "again" }, // What other products say of a store that is away
        { "EBMS:0004", "failure", true, "partner-suspended: until Monday", "suspended" },
        { "EBMS:0004", "failure", false, "partner-suspended: until Monday", "again" },
        { "EBMS:0201", "failure", true, null, "again" },
        { "EBMS:0301", "failure", true, null, "again" },
        { "EBMS:9999", "failure", true, null, "again" }, // A code that nobody knows
    };

    [Theory, MemberData(nameof(Reports))]
    public void An_error_ends_a_message_only_if_it_is_signed_and_lasts(string code, string severity, bool isSigned, string? detail, string means)
    {
        var outcome = Outcome.Of(new Answer.Errors([new ReportedError(code, severity) { Detail = detail }], isSigned));

        var said = outcome switch
        {
            Outcome.Refused { Why.Code: var why } when why == FaultCode.FederationRefused => "refused",
            Outcome.Again { Transport: true, Why.Code: var why } when why == FaultCode.FederationSuspended => "suspended",
            Outcome.Again { Transport: false, Why.Code: var why } when why == FaultCode.FederationMissingReceipt => "again",
            _ => $"{outcome}",
        };
        said.ShouldBe(means);
    }

    public static TheoryData<int, bool, string> Answers => new()
    {
        { 0, true, "federation-unreachable" },
        { 1, true, "federation-certificate" },
        { 2, false, "federation-missing-receipt" },
    };

    [Theory, MemberData(nameof(Answers))]
    public void What_proves_nothing_is_tried_again(int which, bool transport, string reason)
    {
        Answer answer = which switch
        {
            0 => new Answer.Unreachable("gone", TimeSpan.FromSeconds(7)),
            1 => new Answer.Certificate("another"),
            _ => new Answer.Unproven("nothing"),
        };

        var again = Outcome.Of(answer).ShouldBeOfType<Outcome.Again>();

        (again.Transport, again.Why.Code.Id).ShouldBe((transport, reason));
        again.After.ShouldBe(which == 0 ? TimeSpan.FromSeconds(7) : null);
    }

    [Theory]
    [InlineData(1, 0, 1)]
    [InlineData(2, 0, 2)]
    [InlineData(3, 0, 4)]
    [InlineData(9, 0, 256)]
    [InlineData(10, 0, 300)] // 512 would be longer than five minutes
    [InlineData(int.MaxValue, 0, 300)] // For ever
    [InlineData(4, 1, 4)] // Chance takes away up to half
    [InlineData(4, 0.5, 6)]
    public void Attempts_are_ever_further_apart_up_to_five_minutes(int failures, double chance, double seconds) =>
        Backoff.After(failures, chance).ShouldBe(TimeSpan.FromSeconds(seconds));
}
