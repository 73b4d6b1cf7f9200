using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace StrategyHost.Acceptance.Operations;

/// <summary>A server whose certificate is out of date.</summary>
internal sealed class ExpiredServer : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly X509Certificate2 certificate = Expired();

    /// <summary>A server that answers.</summary>
    public ExpiredServer()
    {
        listener.Start();
        Serving = ServeAsync();
    }

    /// <summary>Where it is.</summary>
    public string Address => $"https://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";

    /// <summary>Ends when the server does.</summary>
    public Task Serving { get; }

    public void Dispose()
    {
        listener.Stop();
        certificate.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using var client = await listener.AcceptTcpClientAsync();
                await using var stream = new SslStream(client.GetStream());
                try
                {
                    await stream.AuthenticateAsServerAsync(certificate);
                    await stream.ReadExactlyAsync(new byte[1]);
                }
                catch (Exception refused) when (refused is AuthenticationException or IOException)
                {
                    // Whoever called does not trust the certificate.
                }
            }
        }
        catch (Exception stopped) when (stopped is SocketException or ObjectDisposedException)
        {
            // It has ended.
        }
    }

    private static X509Certificate2 Expired()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddYears(-2), now.AddYears(-1));
    }
}
