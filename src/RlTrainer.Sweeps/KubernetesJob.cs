using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace RlTrainer.Sweeps;

/// <summary>A sweep as a Kubernetes indexed job (batch/v1, Kubernetes
/// 1.29 or later): one pod a trial over one shared volume.</summary>
public static partial class KubernetesJob
{
    /// <summary>The manifest for kubectl apply.</summary>
    /// <param name="sweep">The sweep.</param>
    /// <param name="options">Image, volume and sizes.</param>
    /// <returns>The YAML text, one indexed job.</returns>
    /// <exception cref="ArgumentException">An option is empty or out of its range.</exception>
    public static string Of(Sweep sweep, KubernetesOptions options)
    {
        ArgumentNullException.ThrowIfNull(sweep);
        ArgumentNullException.ThrowIfNull(options);
        options.Checked();
        return (Job(sweep, options) + Pod(options) + Container(sweep, options)).ReplaceLineEndings("\n");
    }

    /// <summary>The job: how many trials, how many at once, and what is done about one that dies.</summary>
    private static string Job(Sweep sweep, KubernetesOptions options)
    {
        string name = NotAllowed().Replace($"rltrainer-{sweep.Name}".ToLowerInvariant(), "-").Trim('-');
        string place = options.Namespace is { } named ? $"\n  namespace: {named}" : "";
        return string.Create(CultureInfo.InvariantCulture,
            $$"""
            # Made by `rltrainer sweep kubernetes`; kubectl apply -f it.
            # The claim must hold the workplace: data/ and runs/sweeps/{{sweep.Name}}.
            apiVersion: batch/v1
            kind: Job
            metadata:
              name: {{name[..Math.Min(name.Length, 52)].TrimEnd('-')}}{{place}}
              labels: { app: rltrainer }
            spec:
              ttlSecondsAfterFinished: {{options.SecondsAfterEnd}}
              completionMode: Indexed
              completions: {{sweep.Trials.Count}}
              parallelism: {{Math.Min(options.Parallel, sweep.Trials.Count)}}
              # a pod that dies is replaced; the trial goes on from its last checkpoint
              backoffLimitPerIndex: {{sweep.Attempts - 1}}
              maxFailedIndexes: {{sweep.Trials.Count}}
              podFailurePolicy:
                rules:
                  - action: FailIndex # wrong input: another try would not help
                    onExitCodes: { containerName: trial, operator: In, values: [2] }
                  - action: Ignore # the node was taken away
                    onPodConditions: [{ type: DisruptionTarget }]

            """);
    }

    /// <summary>The pod of one trial: who it runs as, and what it sees of the volume.</summary>
    private static string Pod(KubernetesOptions options)
    {
        int user = options.User;
        return string.Create(CultureInfo.InvariantCulture,
            $$"""
              template:
                metadata:
                  labels: { app: rltrainer }
                spec:
                  restartPolicy: Never
                  automountServiceAccountToken: false
                  securityContext:
                    runAsNonRoot: true
                    runAsUser: {{user}}
                    runAsGroup: {{user}}
                    fsGroup: {{user}}
                    seccompProfile: { type: RuntimeDefault }
                  terminationGracePeriodSeconds: 120 # the state is saved after the running update
                  volumes:
                    - { name: tmp, emptyDir: { sizeLimit: 512Mi } }
                    - name: workplace
                      persistentVolumeClaim: { claimName: {{options.Claim}} } # ReadWriteMany where pods run on several nodes
                  containers:

            """);
    }

    /// <summary>The container: the command, what it is told of itself, and what it may do and take.</summary>
    private static string Container(Sweep sweep, KubernetesOptions options)
    {
        string folder = JsonSerializer.Serialize($"{options.Mount}/runs/sweeps/{sweep.Name}");
        return string.Create(CultureInfo.InvariantCulture,
            $$"""
                    - name: trial
                      image: {{options.Image}}
                      command: [{{string.Join(", ", options.Command.Select(word => $"\"{word}\""))}}]
                      args: [sweep, trial, {{folder}}, "$(JOB_COMPLETION_INDEX)", --threads, "{{options.Cpus}}",
                        --worker, "$(POD_NAME)", --root, "{{options.Mount}}"]
                      env:
                        - name: JOB_COMPLETION_INDEX
                          valueFrom:
                            fieldRef: { fieldPath: "metadata.annotations['batch.kubernetes.io/job-completion-index']" }
                        - name: POD_NAME
                          valueFrom: { fieldRef: { fieldPath: metadata.name } }
                        - { name: HOME, value: /tmp }
                        - { name: DOTNET_EnableDiagnostics, value: "0" }
                      securityContext:
                        allowPrivilegeEscalation: false
                        readOnlyRootFilesystem: true
                        capabilities: { drop: [ALL] }
                      resources:
                        requests: { cpu: "{{options.Cpus}}", memory: {{options.Memory}}, ephemeral-storage: 256Mi }
                        limits: { cpu: "{{options.Cpus}}", memory: {{options.Memory}}, ephemeral-storage: 1Gi }
                      volumeMounts:
                        - { name: workplace, mountPath: "{{options.Mount}}" }
                        - { name: tmp, mountPath: /tmp }

            """);
    }

    [GeneratedRegex("[^a-z0-9-]+")]
    private static partial Regex NotAllowed();
}
