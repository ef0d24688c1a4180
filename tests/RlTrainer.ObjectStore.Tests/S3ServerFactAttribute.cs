namespace RlTrainer.ObjectStore.Tests;

/// <summary>A test against a real server with the S3 interface (npm's
/// s3rver); where it is absent it is skipped by name.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class S3ServerFactAttribute : FactAttribute
{
    public S3ServerFactAttribute() => Skip = File.Exists(S3Server.Program) ? null!
        : "There is no S3 server: mkdir -p artifacts/s3 && cp tests/object-store/package*.json artifacts/s3/ && npm ci "
            + "--ignore-scripts "
            + "--prefix artifacts/s3";
}
