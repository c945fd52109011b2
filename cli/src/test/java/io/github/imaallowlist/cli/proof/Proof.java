package io.github.imaallowlist.cli.proof;

import io.github.imaallowlist.cli.proof.ProofRepository.Published;
import io.github.imaallowlist.fixtures.kernel.KernelImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/** All that was published, and what came out of each host, by name. */
final class Proof implements AutoCloseable {
  static final List<String> PROFILES = List.of("code", "tcb", "integrity");

  /** Begins the names of hosts with changes; a profile ends them. */
  static final String CHANGED = "changed-";

  static final String IN_FLIGHT = "in-flight";

  /** The repository of {@link #IN_FLIGHT}, published without what was removed. */
  static final String UPDATED = "updated";

  /** A package whose first version is not to run any more. */
  static final String REVOKED = "tool";

  /** Each host takes one processor. */
  private static final int HOSTS_AT_ONCE = 2;

  private final Path work;
  private final ProofRepository publisher;
  private final Map<String, Published> published = new TreeMap<>();
  private final Map<String, Path> derived = new TreeMap<>();
  private final Map<String, Published> complete = new TreeMap<>();
  private final Map<String, Evidence> evidence = new TreeMap<>();

  private Proof(Path work, ProofRepository publisher) {
    this.work = work;
    this.publisher = publisher;
  }

  /** Builds, publishes, installs and boots. */
  static Proof run(Path work, KernelImage kernel) throws Exception {
    ProofRepository publisher =
        ProofRepository.make(Files.createDirectory(work.resolve("publisher")), kernel);
    Proof proof = new Proof(work, publisher);
    try {
      proof.publish();
      proof.boot(kernel);
      proof.publishForHosts();
      return proof;
    } catch (Exception | AssertionError e) {
      proof.close();
      throw e;
    }
  }

  private void publish() throws IOException {
    for (String profile : PROFILES) {
      Path repository = publisher.repository(profile, publisher.packages(ProofRepository.FIRST));
      published.put(profile, publisher.publish(repository, profile, keepRemoved(profile)));
      derived.put(profile, publisher.policy(repository, profile, work.resolve(profile + ".ima")));
    }
  }

  /** Publishes once more, with what only a host that runs can tell; and updates. */
  private void publishForHosts() throws IOException {
    Object[] measured = selinuxMeasured();
    for (String profile : PROFILES) {
      Object[] options = concat(measured, keepRemoved(profile));
      Path repository = work.resolve("publisher").resolve(profile);
      complete.put(profile, publisher.publish(repository, profile, options));
    }
    List<Path> updated = new ArrayList<>(publisher.packages(ProofRepository.FIRST));
    updated.remove(publisher.rpm(REVOKED, ProofRepository.FIRST));
    updated.add(publisher.rpm(REVOKED, ProofRepository.SECOND));
    Path revoke = Files.writeString(work.resolve("revoke"), REVOKED + "-1-1.x86_64\n");
    for (String profile : PROFILES) {
      complete.put(
          CHANGED + profile,
          publisher.publish(
              publisher.repository(profile, updated),
              profile,
              concat(measured, concat(keepRemoved(profile), "--revoke", revoke))));
    }
    complete.put(
        IN_FLIGHT,
        publisher.publish(
            publisher.repository("code", publisher.newest()),
            "code",
            concat(measured, keepRemoved("code"))));
    complete.put(
        UPDATED,
        publisher.publish(publisher.repository(UPDATED, publisher.newest()), "code", measured));
  }

  private Object[] keepRemoved(String profile) {
    return new Object[] {
      "--keep-removed", "30d", "--previous", work.resolve(profile + ".previous")
    };
  }

  private static Object[] concat(Object[] first, Object... second) {
    return Stream.of(first, second).flatMap(Arrays::stream).toArray();
  }

  private void boot(KernelImage kernel) throws Exception {
    ProofHosts hosts =
        ProofHosts.make(
            Files.createDirectory(work.resolve("hosts")),
            Path.of("target/proof"),
            kernel,
            publisher);
    Path code = published("code").imaPolicy();
    Path tcb = published("tcb").imaPolicy();
    Path integrity = published("integrity").imaPolicy();
    Map<String, Callable<Evidence>> boots = new TreeMap<>();
    boots.put("code", () -> hosts.signing("code", code));
    boots.put("tcb", () -> hosts.unchanged("tcb", tcb, "ima_policy=tcb", "ima_template=ima-ng"));
    boots.put("integrity", () -> hosts.unchanged("integrity", integrity, "ima_template=ima-ngv2"));
    for (String profile : PROFILES) {
      String name = CHANGED + profile;
      boots.put(name, () -> hosts.changed(name, published(profile).imaPolicy()));
    }
    boots.put(IN_FLIGHT, () -> hosts.inFlight(code, publisher));
    ExecutorService threads = Executors.newFixedThreadPool(HOSTS_AT_ONCE);
    try {
      Map<String, Future<Evidence>> results = new TreeMap<>();
      boots.forEach((name, boot) -> results.put(name, threads.submit(boot)));
      for (Map.Entry<String, Future<Evidence>> result : results.entrySet()) {
        evidence.put(result.getKey(), result.getValue().get());
      }
    } finally {
      threads.shutdownNow();
    }
  }

  /** Names of all hosts. */
  static List<String> hosts() {
    List<String> hosts = new ArrayList<>(PROFILES);
    PROFILES.forEach(profile -> hosts.add(CHANGED + profile));
    hosts.add(IN_FLIGHT);
    return hosts;
  }

  /** The list that a host is judged by: of a profile, a host or {@link #UPDATED}. */
  Path list(String name) {
    return Objects.requireNonNull(complete.get(name)).list();
  }

  /** What the verifier has before any host ran, by profile. */
  Published published(String profile) {
    return Objects.requireNonNull(published.get(profile));
  }

  /** By the host's name: a profile, a profile behind {@link #CHANGED}, or {@link #IN_FLIGHT}. */
  Evidence evidence(String host) {
    return Objects.requireNonNull(evidence.get(host));
  }

  ProofRepository publisher() {
    return publisher;
  }

  /** The IMA policy that {@code policy} derives from the profile's repository. */
  Path derivedPolicy(String profile) {
    return Objects.requireNonNull(derived.get(profile));
  }

  /** Options that say what the hosts' SELinux is like, as one of them measured it. */
  private Object[] selinuxMeasured() throws IOException {
    Evidence one = evidence("code");
    Path policy = Files.write(work.resolve("loaded-policy"), one.guest().bytes("selinux-policy"));
    Path state = Files.write(work.resolve("selinux-state"), one.buffer("selinux-state"));
    return new Object[] {"--loaded-selinux-policy", policy, "--ima-buf", "selinux-state=" + state};
  }

  @Override
  public void close() {
    publisher.close();
  }
}
