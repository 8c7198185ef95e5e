using System.Globalization;
using Entente.Node.Evidence;
using Entente.Node.Selectivity;
using Entente.Node.Selectivity.Declarations;
using Entente.Simulation;
using Entente.TradeData;
using Reading = Entente.TradeData.Reading;

namespace Entente.Benchmarks;

/// <summary>Where the processor time of one declaration goes, stage by stage.</summary>
internal static class IntakeStages
{
    private const int Count = 4_000;

    public static async Task PrintAsync(MeasuredNode node, TradeWorld world)
    {
        var bodies = SimulatedLoad.Bodies(world, Count);
        var read = new List<Reading.Accepted>();
        var parse = Spent.Start();
        foreach (var body in bodies)
        {
            using var input = new MemoryStream(body.Bytes);
            await foreach (var item in TradeReader.ReadAsync(input, body.Format, new ReadingLimits()))
            {
                read.Add((Reading.Accepted)item);
            }
        }

        Line("parse", parse());
        var subjects = Spent.Start();
        var found = read.ConvertAll(one => DeclaredSubjects.Of(one.Declaration));
        Line("subjects", subjects());
        var screen = Spent.Start();
        var matches = found.Sum(one => one.Sum(subject => node.Screening.Screen(subject.Subject).Count));
        Line($"screen ({matches} found)", screen());
        var json = Spent.Start();
        var written = read.ConvertAll(one => (DeclarationJson.Write(one.Declaration), DeclarationJson.Write(one.Loss)));
        Line("write JSON", json());
        var pack = Spent.Start();
        for (var i = 0; i < read.Count; i++)
        {
            Packed.Pack(read[i].Source.Span);
            Packed.Pack(written[i].Item1);
            Packed.Pack(written[i].Item2);
        }

        Line("compress", pack());
        var terms = Spent.Start();
        var count = read.Sum(one => SearchTerms.Of(one.Declaration, DeclarationHead.Of(one.Declaration)).Count);
        Line($"terms ({count / read.Count} each)", terms());
        var check = Spent.Start();
        var remarks = read.Sum(one => node.Get<ReferenceBook>().Check(one.Declaration).Count());
        Line($"check codes ({remarks})", check());
        var prepare = Spent.Start();
        var prepared = read.ConvertAll(one => PreparedDeclaration.From(one, "stages", node.Get<ReferenceBook>().Check));
        Line("prepare in all", prepare());
        var keys = 0;
        var store = Spent.Start();
        var book = node.Get<DeclarationBook>();
        var submission = new Submission(Actor.Node("figures"), "stages");
        await Task.WhenAll(prepared.Select(one => node.Database.WriteAsync(session =>
        {
            var key = $"stages-{Interlocked.Increment(ref keys)}";
            _ = DeclarationBook.Find(session, key);
            var id = DeclarationId.New(session.Now);
            book.Add(session, one with { DuplicateKey = key }, id, submission, 0);
            RecordBook.Append(session, submission.Actor, SelectivityActs.Received, SelectivityActs.Kind, id.ToString(), IntakeJson.Received(one, "stages", 0));
        })));
        Line("store", store());
    }

    private static void Line(string what, Spent spent) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"{what,-22}{spent.Processor.TotalMicroseconds / Count,8:N0} us CPU a declaration, {spent.Wall.TotalMicroseconds / Count,8:N0} us wall"));
}
