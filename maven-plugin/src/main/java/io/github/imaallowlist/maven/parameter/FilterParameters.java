package io.github.imaallowlist.maven.parameter;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.model.FilePath;
import io.github.imaallowlist.selinux.filter.FilePlaces;
import io.github.imaallowlist.toolkit.filter.FilterRequest;
import io.github.imaallowlist.toolkit.filter.HostBuffers;
import io.github.imaallowlist.toolkit.filter.HostPolicy;
import io.github.imaallowlist.toolkit.output.Destination;
import io.github.imaallowlist.toolkit.policy.RuleRequest;
import io.github.imaallowlist.toolkit.selinux.SelinuxRequest;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** By what the hosts measure, which a list is cut to. */
public record FilterParameters(
    @Nullable File imaPolicy,
    @Nullable String imaPolicyPath,
    List<File> loadedSelinuxPolicy,
    Map<String, File> imaBuf) {

  /**
   * Absent if nothing is to be left out.
   *
   * @param rules of the IMA policy that is derived, if one is
   * @param output where that one goes; absent where its place is elsewhere
   */
  public Optional<FilterRequest> toRequest(
      Optional<SelinuxRequest> selinux, Optional<RuleRequest> rules, Optional<Path> output)
      throws AllowlistException {
    checkUse(selinux.isPresent(), rules.isPresent());
    if (selinux.isEmpty()) {
      return Optional.empty();
    }
    File given = imaPolicy;
    HostPolicy policy =
        given != null
            ? new HostPolicy.Given(given.toPath())
            : new HostPolicy.Derived(rules.orElseThrow(), output.map(Destination.InFile::new));
    return Optional.of(new FilterRequest(selinux.get(), policy, pathOnHosts(), buffers()));
  }

  private void checkUse(boolean withSelinux, boolean derive) throws AllowlistException {
    if (imaPolicy != null && derive) {
      throw Misuse.of(
          "--ima-policy and --profile exclude one another", "Give a policy, or have it made.");
    }
    boolean filter = imaPolicy != null || derive;
    if (filter && !withSelinux) {
      throw Misuse.of(
          "--ima-policy and --profile go with --selinux, which has the labels",
          "Give --selinux PLACE, such as /etc/selinux/targeted.");
    }
    boolean ofHosts = imaPolicyPath != null || !loadedSelinuxPolicy.isEmpty() || !imaBuf.isEmpty();
    if (!filter && (withSelinux || ofHosts)) {
      throw Misuse.of(
          "--selinux, --ima-policy-path, --loaded-selinux-policy and --ima-buf go with --ima-policy"
              + " or --profile",
          "Give --ima-policy FILE, or --profile NAME.");
    }
  }

  private HostBuffers buffers() {
    return new HostBuffers(
        Values.paths(loadedSelinuxPolicy),
        new TreeMap<>(imaBuf)
            .entrySet().stream()
                .map(
                    buffer ->
                        new HostBuffers.NamedBuffer(buffer.getKey(), buffer.getValue().toPath()))
                .toList());
  }

  private FilePath pathOnHosts() throws AllowlistException {
    String path = imaPolicyPath;
    if (path == null) {
      return FilePlaces.IMA_POLICY;
    }
    try {
      return FilePath.of(path.getBytes(StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      throw Misuse.value("imaPolicyPath", path, String.valueOf(e.getMessage()));
    }
  }
}
