using System.Net;

namespace Entente.Node.Federation.Delivery;

/// <summary>The bytes of a message, written piece by piece. Each that the line has taken is a sign that something goes on: a large message may take as long as its line needs.</summary>
internal sealed class PiecewiseContent(ReadOnlyMemory<byte> body, Action went) : HttpContent
{
    // Small, so that a window full of messages that share a slow line all get on within the patience for an answer.
    public const int Piece = 16 * 1024;

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        for (var at = 0; at < body.Length; at += Piece)
        {
            await stream.WriteAsync(body.Slice(at, Math.Min(Piece, body.Length - at)), cancellationToken);
            went();
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = body.Length;
        return true;
    }
}
