using System.Security.Cryptography;
using System.Text;
using Entente.Node.Federation;

namespace Entente.Tests.Node.Federation;

public sealed class QrCodeTests
{
    /// <summary>The code of this text was read back by a decoder that is not ours; every module must stay as it was then.</summary>
    [Theory]
    [InlineData("00112233445566778899AABBCCDDEEFF00112233445566778899AABBCCDDEEFF", "c49489db849e10ef05655105068cb01499de38ee953bb96607108648586f1c52")]
    [InlineData("A", "bb3966c037c3ec9937dada103d5ee669d1db145b1c0624a71f6e6b61ee3c69aa")]
    [InlineData("HTTPS://EXCHANGE.EXAMPLE/0123456789 $%*+-./:ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789ABCDEFGHI", "0b704fe694e251f1ebcf53075c006ce661efe4eb35962ae83dee6bb4ffe16297")]
    public void A_code_is_the_one_that_was_read_back(string text, string sha256)
    {
        var code = QrCode.Of(text);
        var picture = new StringBuilder();
        for (var row = 0; row < QrCode.Side; row++)
        {
            for (var column = 0; column < QrCode.Side; column++)
            {
                picture.Append(code[row, column] ? '#' : '.');
            }

            picture.Append('\n');
        }

        Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(picture.ToString()))).ShouldBe(sha256, picture.ToString());
    }

    [Fact]
    public void What_the_mode_cannot_hold_is_refused()
    {
        Should.Throw<ArgumentException>(() => QrCode.Of("small letters"));
        Should.Throw<ArgumentOutOfRangeException>(() => QrCode.Of(new string('0', 91)));
    }
}
