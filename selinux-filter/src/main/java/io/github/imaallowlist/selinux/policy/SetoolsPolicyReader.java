package io.github.imaallowlist.selinux.policy;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.error.MalformedInputException;
import io.github.imaallowlist.selinux.policy.RuleReader.PolicyRules;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Reads a binary SELinux policy through {@code seinfo} and {@code sesearch} of setools, which run
 * at the same time: one question each, since a process takes half a second to begin.
 */
public final class SetoolsPolicyReader {
  private static final int SECONDS_TO_END = 10;
  private static final String CHANGED = "it has changed while it was read";

  private SetoolsPolicyReader() {}

  /** As {@link #read(Path, SetoolsSettings, Map)}, with the booleans as the policy has them. */
  public static SelinuxPolicy read(Path policyFile, SetoolsSettings settings)
      throws IOException, AllowlistException {
    return read(policyFile, settings, Map.of());
  }

  /**
   * Reads it, from the cache if setools was asked before.
   *
   * @param booleans values other than the policy's own
   * @throws AllowlistException with {@link ExitCode#IO} if setools is not installed, is of a
   *     version that is not known, cannot read the policy, or takes too long; as {@link
   *     SelinuxPolicy#withBooleans} for the booleans
   * @throws MalformedInputException naming program and line, if setools answers something else than
   *     expected
   */
  public static SelinuxPolicy read(
      Path policyFile, SetoolsSettings settings, Map<String, Boolean> booleans)
      throws IOException, AllowlistException {
    String sha256 = PolicyFile.sha256(policyFile);
    Setools seinfo = new Setools("seinfo", settings);
    Setools sesearch = new Setools("sesearch", settings);
    Optional<PolicyCache> cache = Optional.empty();
    if (settings.cacheFolder().isPresent()) {
      List<Path> programs = List.of(seinfo.file(), sesearch.file());
      cache = Optional.of(PolicyCache.of(settings.cacheFolder().get(), sha256, programs));
    }
    Optional<SelinuxPolicy> cached = cache.flatMap(each -> each.find(policyFile.toString()));
    if (cached.isPresent()) {
      return cached.get().withBooleans(booleans);
    }
    SelinuxPolicy policy = ask(policyFile, sha256, seinfo, sesearch);
    if (!PolicyFile.sha256(policyFile).equals(sha256)) {
      throw new AllowlistException(
          ExitCode.IO, policyFile + ": " + CHANGED, "Try again with a copy of it.");
    }
    cache.ifPresent(each -> each.store(policy));
    return policy.withBooleans(booleans);
  }

  /**
   * Finds the programs, without running them.
   *
   * @throws AllowlistException with {@link ExitCode#IO} if setools is not installed
   */
  public static void ensurePossible(SetoolsSettings settings) throws AllowlistException {
    new Setools("seinfo", settings).file();
    new Setools("sesearch", settings).file();
  }

  private static SelinuxPolicy ask(Path policyFile, String sha256, Setools seinfo, Setools sesearch)
      throws IOException, AllowlistException {
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      Future<PolicyComponents> components =
          threads.submit(
              () -> {
                SetoolsVersion.require(seinfo, sesearch);
                return seinfo.ask(
                    about(policyFile, ComponentReader.ARGUMENTS), ComponentReader::read);
              });
      Future<PolicyRules> rules =
          threads.submit(
              () -> sesearch.ask(about(policyFile, RuleReader.ARGUMENTS), RuleReader::read));
      return join(policyFile.toString(), sha256, result(components), result(rules));
    } finally {
      end(threads);
    }
  }

  /** Waits for programs that are no longer needed to be killed. */
  private static void end(ExecutorService threads) {
    threads.shutdownNow();
    try {
      threads.awaitTermination(SECONDS_TO_END, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The path cannot be taken for an option. */
  private static List<String> about(Path policyFile, List<String> arguments) {
    List<String> all = new ArrayList<>(arguments);
    all.add(policyFile.toAbsolutePath().toString());
    return all;
  }

  private static <T> T result(Future<T> future) throws IOException, AllowlistException {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while setools read the policy");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof AllowlistException failure) {
        throw failure;
      }
      if (e.getCause() instanceof IOException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  private static SelinuxPolicy join(
      String source, String sha256, PolicyComponents components, PolicyRules rules)
      throws MalformedInputException {
    rules.requireNames(components);
    Set<Permission> permissions =
        Arrays.stream(Permission.values())
            .filter(each -> components.permissionsOf(each.objectClass()).contains(each.keyword()))
            .collect(Collectors.toSet());
    return new SelinuxPolicy(
        source,
        sha256,
        components.types,
        components.aliases,
        components.attributes,
        components.booleans,
        components.permissive,
        components.users,
        components.roles,
        permissions,
        rules.rules);
  }
}
