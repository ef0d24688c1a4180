using System.Net;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace RlTrainer.ObjectStore;

/// <summary>The few calls of the S3 interface that a store needs, and what their errors say.</summary>
internal sealed class Bucket : IDisposable
{
    private readonly AmazonS3Client _client;
    private readonly string _name;

    public Bucket(ObjectStoreOptions options)
    {
        (_name, Prefix) = (options.Bucket, options.Prefix);
        // Checksums beyond the protocol's own are AWS's alone; contents carry their hash in their key.
        var config = new AmazonS3Config
        {
            AuthenticationRegion = options.Region,
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
        };
        if (options.Endpoint is { } endpoint) (config.ServiceURL, config.ForcePathStyle) = (endpoint.ToString(), true);
        else config.RegionEndpoint = Amazon.RegionEndpoint.GetBySystemName(options.Region);
        _client = new AmazonS3Client(config);
    }

    public string Prefix { get; }

    public string Address(string key) => $"s3://{_name}/{key}";

    public Task PutAsync(string key, byte[] content, CancellationToken cancellationToken) => SaidAsync(key, "sent", async () =>
    {
        using var stream = new MemoryStream(content, writable: false);
        return await _client.PutObjectAsync(new PutObjectRequest
        {
            BucketName = _name,
            Key = key,
            InputStream = stream,
            UseChunkEncoding = false,
        }, cancellationToken).ConfigureAwait(false);
    });

    /// <summary>An object's content, refused by its header where it is larger
    /// than <paramref name="mostBytes"/>; null where there is none.</summary>
    public Task<byte[]?> GetAsync(string key, long mostBytes, CancellationToken cancellationToken) =>
        SaidAsync<byte[]?>(key, "fetched", async () =>
    {
        try
        {
            using GetObjectResponse response = await _client.GetObjectAsync(_name, key, cancellationToken).ConfigureAwait(false);
            if (response.ContentLength > mostBytes)
                throw new InvalidDataException(
                    $"{Address(key)} has {response.ContentLength} bytes; expected at most {mostBytes}. Push the run again.");
            byte[] content = new byte[response.ContentLength];
            await response.ResponseStream.ReadExactlyAsync(content, cancellationToken).ConfigureAwait(false);
            return content;
        }
        catch (AmazonS3Exception error) when (error.StatusCode == HttpStatusCode.NotFound && error.ErrorCode != "NoSuchBucket")
        {
            return null;
        }
    });

    public Task RemoveAsync(string key, CancellationToken cancellationToken) =>
        SaidAsync(key, "removed", () => _client.DeleteObjectAsync(_name, key, cancellationToken));

    public void Dispose() => _client.Dispose();

    private async Task<T> SaidAsync<T>(string key, string what, Func<Task<T>> call)
    {
        try
        {
            return await call().ConfigureAwait(false);
        }
        catch (Exception error) when (
            error is AmazonServiceException or AmazonClientException or HttpRequestException or EndOfStreamException)
        {
            throw new IOException(
                $"{Address(key)} could not be {what} ({error.Message}). Look at the endpoint, the bucket and the credentials, "
                + $"then try again.",
                error);
        }
    }
}
