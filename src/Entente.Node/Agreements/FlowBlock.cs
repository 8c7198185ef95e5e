using Entente.Agreements;

namespace Entente.Node.Agreements;

/// <summary>Flows said together: each of the exchanges, for each type of assistance, each purpose and each field, each way. Exactly those, and no other.</summary>
internal sealed record FlowBlock(
    WordSet<ExchangeKind> Exchanges, WordSet<AssistanceType> Assistance, WordSet<UsePurpose> Purposes, WordSet<DataField> Fields, IReadOnlyList<Way> Ways)
{
    public int Count => Exchanges.Count * Math.Max(1, Assistance.Count) * Purposes.Count * Fields.Count * Ways.Sum(way => way.Both ? 2 : 1);

    /// <summary>As few blocks as merging one kind of word after the other finds.</summary>
    public static IReadOnlyList<FlowBlock> Of(IEnumerable<Flow> flows) =>
    [
        .. from flow in flows
           group flow.Field by (flow.Giver, flow.Receiver, flow.Exchange, flow.Assistance, flow.Purpose) into said
           group said.Key.Purpose by (said.Key.Giver, said.Key.Receiver, said.Key.Exchange, said.Key.Assistance, Fields: Set(said)) into said
           group said.Key.Assistance by (said.Key.Giver, said.Key.Receiver, said.Key.Exchange, Purposes: Set(said), said.Key.Fields) into said
           group said.Key.Exchange by (said.Key.Giver, said.Key.Receiver, Assistance: Set(said.OfType<AssistanceType>()), said.Key.Purposes, said.Key.Fields) into said
           group (said.Key.Giver, said.Key.Receiver) by (Exchanges: Set(said), said.Key.Assistance, said.Key.Purposes, said.Key.Fields) into said
           select new FlowBlock(said.Key.Exchanges, said.Key.Assistance, said.Key.Purposes, said.Key.Fields, Way.Of(said)),
    ];

    private static WordSet<T> Set<T>(IEnumerable<T> words)
        where T : struct, Enum => [.. words];
}
