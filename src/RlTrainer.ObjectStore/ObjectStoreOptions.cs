namespace RlTrainer.ObjectStore;

/// <summary>Which bucket, and where. Credentials are not written here: the client finds them as AWS's own tools do (the variables
/// AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, a profile, the machine's role).</summary>
public sealed record ObjectStoreOptions
{
    /// <summary>The bucket's name; it has to exist.</summary>
    public required string Bucket { get; init; }

    /// <summary>What stands before every key, without a slash at its end; "runs" by default.</summary>
    public string Prefix { get; init; } = "runs";

    /// <summary>The service's address, e.g. http://storage:9000; null, the default, for AWS itself.</summary>
    public Uri? Endpoint { get; init; }

    /// <summary>The region that requests are signed for; "us-east-1" by default.</summary>
    public string Region { get; init; } = "us-east-1";

    /// <summary>These options, looked through.</summary>
    /// <returns>The same options.</returns>
    /// <exception cref="ArgumentException">A value is empty or no address; the message names it.</exception>
    public ObjectStoreOptions Checked()
    {
        if (string.IsNullOrWhiteSpace(Bucket))
            throw new ArgumentException($"Bucket was '{Bucket}'; expected the name of a bucket.");
        if (Prefix.Length == 0 || Prefix.StartsWith('/') || Prefix.EndsWith('/') || Prefix.Any(char.IsControl))
            throw new ArgumentException(
                $"Prefix was '{Prefix}'; expected words like runs or team/runs, without a slash at either end.");
        if (Endpoint is { } address && (!address.IsAbsoluteUri || address.Scheme is not ("http" or "https")))
            throw new ArgumentException($"Endpoint was '{address}'; expected an address like https://storage.example:9000.");
        if (string.IsNullOrWhiteSpace(Region))
            throw new ArgumentException($"Region was '{Region}'; expected a name like us-east-1.");
        return this;
    }
}
