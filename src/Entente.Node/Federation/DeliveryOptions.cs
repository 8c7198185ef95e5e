using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Entente.Node.Federation;

/// <summary>How messages are delivered (section <c>Federation</c>).</summary>
internal sealed record DeliveryOptions
{
    [Description("How long after its first attempt a message without a receipt is shown as missing it (hh:mm:ss). It is retried all the same.")]
    public TimeSpan MissingReceiptAfter { get; init; } = TimeSpan.FromMinutes(5);

    [Description("Seconds that a partner is given to answer a message, from the last sign that it goes on: a message may take as long as its line needs.")]
    [Range(1, 600)]
    public int AnswerSeconds { get; init; } = 60;

    [Description("Messages on their way to one partner at the same time.")]
    [Range(1, 1000)]
    public int Window { get; init; } = 32;

    [Description("Mebibytes of messages held in memory at the same time, in each direction, of which no partner takes more than it leaves to the others; one larger message each way has a place of its own.")]
    [Range(1, 4096)]
    public int HeldMebibytes { get; init; } = 64;

    [Description("Seconds of silence after which a partner is sent a test message, which measures its clock; 0 for never.")]
    [Range(0, 86_400)]
    public int TestSeconds { get; init; } = 30;

    [Description("Services of the wire besides urn:entente:exchange whose messages are taken and kept for 'entente inbox', separated by blanks.")]
    public string OtherServices { get; init; } = "";

    public IReadOnlyList<string> Services => OtherServices.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
