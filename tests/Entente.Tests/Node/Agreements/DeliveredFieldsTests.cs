using Entente.Agreements;
using Entente.Node.Agreements;
using Entente.Node.Alerts.Abroad;
using Entente.Node.Evidence;
using Entente.Node.Federation;
using Entente.Protocol.Access;
using Entente.Protocol.Alerts;
using Entente.Protocol.Messages;
using Microsoft.Extensions.DependencyInjection;
using AlertsGiven = Entente.Tests.Node.Alerts.Given;

namespace Entente.Tests.Node.Agreements;

/// <summary>Agreements come, are amended and suspended at one side before the other, and messages wait and lie on the way: nothing that a clause does not name ever leaves or is taken.</summary>
public sealed class DeliveredFieldsTests
{
    private const int Steps = 360;

    private static readonly DateOnly Today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);

    private static readonly DataField[] Fields = [.. DataCategory.Persons.Fields.Without([DataField.PersonsWarnings])];

    [Theory]
    [OnBoth(1)]
    [OnBoth(2)]
    [OnBoth(3)]
    public async Task No_sequence_of_operations_delivers_a_field_without_a_permitting_clause(string kind, int seed)
    {
        await using var left = await Store.CreateAsync(kind);
        await using var right = await Store.CreateAsync(kind);
        await using var nl = await TestNode.StartAsync(left, settings: [("Country", "NL")]);
        await using var ca = await TestNode.StartAsync(right, settings: [("Country", "CA")]);
        var random = new Random(seed);
        Dictionary<string, TestNode> nodes = new() { ["NL"] = nl, ["CA"] = ca };

        // What the test itself knows of the law: at which node which version permits what, from which day on.
        List<(string Node, int Version, DateOnly From, WordSet<DataField> Permits)> law = [];
        List<(int Version, DateOnly From, WordSet<DataField> Permits)> texts = [];
        List<(string From, Clearance.Open Clearance, string Id)> underway = [];
        var (delivered, declined, kept, stopped) = (0, 0, 0, 0);
        (string At, long Number, int Until)? suspended = null;
        for (var step = 0; step < Steps; step++)
        {
            if (suspended is { } over && step >= over.Until)
            {
                await LiftAsync(nodes[over.At], over.Number);
                suspended = null;
            }

            switch (random.Next(9))
            {
                case 8 when suspended is null && nodes.Keys.ElementAt(random.Next(2)) is var side:
                    suspended = (side, await SuspendAsync(nodes[side], side == "NL" ? "CA" : "NL"), step + 4);
                    break;
                case 0 when texts.Count < 12:
                    texts.Add((texts.Count + 1, (texts.Count == 0 ? Today.AddDays(-40) : texts[^1].From).AddDays(random.Next(1, 5)), Some(random, 0.8)));
                    break;
                case 1 or 2 when nodes.Keys.ElementAt(random.Next(2)) is var at && texts.Find(text => !law.Exists(one => one.Node == at && one.Version == text.Version)) is { Version: > 0 } next:
                    await WideAgreement.SeedAtAsync(nodes[at].Services, TextOf(next), [.. nodes.Values.Select(node => node.Services)]);
                    law.Add((at, next.Version, next.From, next.Permits));
                    break;
                case 3 or 4 or 5:
                    var from = nodes.Keys.ElementAt(random.Next(2));
                    var id = $"{step}@{from}";
                    switch (await SendAsync(nodes[from], from == "NL" ? "CA" : "NL", id, Some(random, 0.5)))
                    {
                        case Clearance.Open open:
                            underway.Add((from, open, id));
                            break;
                        default:
                            kept++;
                            break;
                    }

                    break;
                default:
                    if (underway.Count > 0)
                    {
                        var one = underway[random.Next(underway.Count)];
                        underway.Remove(one);
                        var to = one.From == "NL" ? "CA" : "NL";
                        var fields = AlertFieldSets.Of(Read(one.Clearance.Message).Alert);
                        if (await StoppedAsync(nodes[one.From], to, one.Id))
                        {
                            stopped++;
                            break;
                        }

                        // It leaves now: under the law that is in force for its sender now.
                        InForce(one.From).Permits.Includes(fields).ShouldBeTrue($"step {step}: {fields} leaves under version {InForce(one.From).Version}");
                        suspended?.At.ShouldNotBe(one.From, $"step {step}: {fields} leaves while they are suspended");
                        if (await TakeAsync(nodes[to], one.From, one.Clearance.Message, one.Id))
                        {
                            delivered++;
                            foreach (var side in nodes.Keys)
                            {
                                law.Any(version => version.Node == side && version.From <= Today && version.Permits.Includes(fields)).ShouldBeTrue($"step {step}: {fields} at {side}");
                            }

                            InForce(to).Permits.Includes(fields).ShouldBeTrue($"step {step}: {fields} under version {InForce(to).Version}");
                            suspended?.At.ShouldNotBe(to, $"step {step}: {fields} are taken while they are suspended");
                        }
                        else
                        {
                            declined++;
                        }
                    }

                    break;
            }
        }

        (delivered > 5, declined > 0, kept > 0, stopped > 0).ShouldBe((true, true, true, true), $"{delivered} delivered, {declined} declined, {kept} kept back, {stopped} stopped while they waited");

        (int Version, WordSet<DataField> Permits) InForce(string side) => law.Where(version => version.Node == side && version.From <= Today).Select(version => (version.Version, version.Permits)).MaxBy(version => version.Version);
    }

    private static WordSet<DataField> Some(Random random, double share)
    {
        // Without these nothing is ever an alert on a person.
        WordSet<DataField> some = [DataField.PersonsName, DataField.PersonsReason, DataField.PersonsAction];
        return Fields.Aggregate(some, (all, field) => random.NextDouble() < share ? all.With(field) : all);
    }

    private static string TextOf((int Version, DateOnly From, WordSet<DataField> Permits) text) =>
        WideAgreement.Text("PACT", text.Version, $"{text.From:yyyy-MM-dd}", "NL", "CA").Replace("persons: all", $"persons: [{string.Join(", ", text.Permits.Select(field => field.Word))}]", StringComparison.Ordinal);

    private static Task<Clearance> SendAsync(TestNode node, string to, string id, WordSet<DataField> fields)
    {
        var alert = AlertFieldSets.Without(AlertsGiven.Smuggler with { Content = new PersonAlert { Person = Everything } }, WordSet.All<DataField>().Without(fields));
        var message = new AlertPublished
        {
            Conditions = Conditions.OfTheExchange("C-1", Today) with { Purpose = Purpose.BorderControl, KeepUntil = Today.AddYears(1) },
            AlertId = AlertId.New(TimeProvider.System.GetUtcNow()),
            Version = 1,
            ReviewBy = Today.AddMonths(6),
            Alert = alert,
        };
        var gate = node.Services.GetRequiredService<ExchangeGate>();
        return node.Database.WriteAsync(session => gate.Send(session, Actor.Node("test"), id, new(to, "alert.published", 1, MessageKind.AlertPublished.Write(message))));
    }

    private static async Task<bool> TakeAsync(TestNode node, string from, Outgoing message, string id)
    {
        var gate = node.Services.GetRequiredService<ExchangeGate>();
        var (_, why) = await node.Database.WriteAsync(session =>
            gate.Take(session, Actor.Node("test"), new(from, id, id, null, message.Kind, message.Version, message.Payload) { Properties = message.Properties }));
        return why is null;
    }

    /// <summary>Whether the outbox would begin to send it no longer.</summary>
    private static Task<bool> StoppedAsync(TestNode node, string to, string id)
    {
        var gate = node.Services.GetRequiredService<ExchangeGate>();
        return node.Database.WriteAsync(session => gate.Again(session, to, id) is not null);
    }

    private static Task<long> SuspendAsync(TestNode node, string partner) => node.Database.WriteAsync(session =>
    {
        SuspensionRow.Insert(session, new()
        {
            Partner = partner, Ours = true, Id = $"{session.Now:O}", FromDay = $"{Today:yyyy-MM-dd}", Category = "persons", Reason = "A breach.", SuspendedBy = "test",
            Changed = RecordBook.Append(session, Actor.Node("test"), AgreementActs.Suspended, "partner", partner),
        });
        return session.Scalar<long>("SELECT MAX(number) FROM agreement_suspension");
    });

    private static Task LiftAsync(TestNode node, long number) => node.Database.WriteAsync(session =>
        SuspensionRow.Lift(session, number, "other", RecordBook.Append(session, Actor.Node("test"), AgreementActs.Resumed, "partner", "CA")));

    private static AlertPublished Read(Outgoing message) => MessageKind.AlertPublished.TryRead(message.Payload.Span, out var payload, out _) ? payload : throw new InvalidOperationException();

    private static PersonFields Everything { get; } = new()
    {
        Name = "Marlowe", MaidenName = "Quist", Aliases = [new("Red Ida")], Births = ["1971"], Nationalities = ["NL"], Sex = PersonSex.Female, Papers = [new(PaperKind.Passport, "X1")],
        Addresses = [new("Quay 1", "NL")], Characteristics = ["A scar"], TransportRegistrations = ["AB-12-CD"],
    };
}
