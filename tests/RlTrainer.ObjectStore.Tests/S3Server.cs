using System.Diagnostics;
using System.Text.RegularExpressions;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using RlTrainer.Tests.Architecture;

namespace RlTrainer.ObjectStore.Tests;

/// <summary>npm's s3rver in a process of its own, with one bucket, and a plain client beside ours to look into it.</summary>
internal sealed partial class S3Server : IDisposable
{
    public const string BucketName = "bucket";
    private readonly Process _process;
    private readonly string _folder = Directory.CreateTempSubdirectory("s3-").FullName;

    private S3Server()
    {
        var start = new ProcessStartInfo("node",
            [Program, "-d", _folder, "-a", "127.0.0.1", "-p", "0", "--no-vhost-buckets", "--configure-bucket", BucketName])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        _process = Process.Start(start)!;
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginErrorReadLine();
    }

    /// <summary>The server's program.</summary>
    public static string Program { get; } =
        Path.Combine(Repository.Root, "artifacts", "s3", "node_modules", "s3rver", "bin", "s3rver.js");

    public Uri Endpoint { get; private set; } = null!;

    public ObjectStoreOptions Options => new() { Bucket = BucketName, Endpoint = Endpoint };

    public static async Task<S3Server> StartAsync()
    {
        // The server's own key pair; the client looks for credentials where AWS's tools do.
        Environment.SetEnvironmentVariable("AWS_ACCESS_KEY_ID", "S3RVER");
        Environment.SetEnvironmentVariable("AWS_SECRET_ACCESS_KEY", "S3RVER");
        var server = new S3Server();
        while (await server._process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (Port().Match(line) is not { Success: true } port) continue;
            server.Endpoint = new Uri($"http://127.0.0.1:{port.Groups[1].Value}");
            _ = server._process.StandardOutput.ReadToEndAsync();
            return server;
        }
        throw new InvalidOperationException("s3rver ended before it listened.");
    }

    public async Task<string[]> KeysAsync()
    {
        using AmazonS3Client client = Client();
        ListObjectsV2Response listed = await client.ListObjectsV2Async(new ListObjectsV2Request { BucketName = BucketName });
        return [.. (listed.S3Objects ?? []).Select(each => each.Key).Order(StringComparer.Ordinal)];
    }

    public async Task PutAsync(string key, string content)
    {
        using AmazonS3Client client = Client();
        await client.PutObjectAsync(new PutObjectRequest
        {
            BucketName = BucketName,
            Key = key,
            ContentBody = content,
            UseChunkEncoding = false,
        });
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private AmazonS3Client Client() => new(new AmazonS3Config
    {
        ServiceURL = Endpoint.ToString(),
        ForcePathStyle = true,
        AuthenticationRegion = "us-east-1",
        RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
        ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
    });

    [GeneratedRegex("listening on .*:([0-9]+)")]
    private static partial Regex Port();
}
