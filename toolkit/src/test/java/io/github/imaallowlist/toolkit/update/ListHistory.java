package io.github.imaallowlist.toolkit.update;

import io.github.imaallowlist.allowlist.ByteSpool;
import io.github.imaallowlist.allowlist.OwningPackage;
import io.github.imaallowlist.fixtures.RpmBytes;
import io.github.imaallowlist.format.AllowlistFormat;
import io.github.imaallowlist.format.OwnedPolicyReader;
import io.github.imaallowlist.model.HashAlgorithm;
import io.github.imaallowlist.rpm.ReadMode;
import io.github.imaallowlist.rpm.repository.PackageSelection;
import io.github.imaallowlist.rpm.repository.SourceSettings;
import io.github.imaallowlist.rpm.trust.Requirement;
import io.github.imaallowlist.toolkit.ListSource;
import io.github.imaallowlist.toolkit.ProgressListener;
import io.github.imaallowlist.toolkit.TrustRequest;
import io.github.imaallowlist.toolkit.generate.FileSignatureRequest;
import io.github.imaallowlist.toolkit.generate.Generate;
import io.github.imaallowlist.toolkit.generate.GenerateRequest;
import io.github.imaallowlist.toolkit.generate.GenerateResult;
import io.github.imaallowlist.toolkit.generate.ListRequest;
import io.github.imaallowlist.toolkit.generate.OutputRequest;
import io.github.imaallowlist.toolkit.output.Destination;
import io.github.imaallowlist.toolkit.source.HostPackages;
import io.github.imaallowlist.toolkit.source.SourceRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** A folder of packages that changes, and a list of it that is made again and again. */
final class ListHistory {
  static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  final Path work;
  final Path packages;
  final Path list;
  private final Path folder;
  private TreeSet<HashAlgorithm> algorithms = new TreeSet<>(List.of(HashAlgorithm.SHA256));
  private Optional<Path> base = Optional.empty();
  private Optional<Path> revoke = Optional.empty();
  private Optional<HostPackages> installed = Optional.empty();
  private PackageSelection selection = PackageSelection.everything();
  private boolean incomplete;
  private Optional<String> name = Optional.empty();
  private boolean fromOthers;

  ListHistory(Path work) throws IOException {
    this.work = work;
    this.packages = Files.createDirectory(work.resolve("packages"));
    this.folder = Files.createDirectory(work.resolve("tmp"));
    this.list = work.resolve("list");
  }

  static RpmBytes rpm(String name, String version) {
    return RpmBytes.named(name)
        .version(version)
        .executable("/usr/bin/" + name, name + version)
        .executable("/usr/share/doc/" + name + "/COPYING", "the licence");
  }

  ListHistory with(String file, RpmBytes rpm) throws IOException {
    Files.write(packages.resolve(file), rpm.build());
    return this;
  }

  ListHistory without(String file) throws IOException {
    Files.delete(packages.resolve(file));
    return this;
  }

  ListHistory hashedBy(HashAlgorithm... all) {
    algorithms = new TreeSet<>(List.of(all));
    return this;
  }

  ListHistory onBase(Path policy) {
    base = Optional.of(policy);
    return this;
  }

  ListHistory revoking(String... lines) throws IOException {
    revoke = Optional.of(Files.writeString(work.resolve("revoke"), String.join("\n", lines)));
    return this;
  }

  ListHistory selecting(PackageSelection some) {
    selection = some;
    return this;
  }

  ListHistory onHostWith(String... lines) throws IOException {
    installed =
        Optional.of(
            new HostPackages.InFile(
                Files.writeString(work.resolve("installed"), String.join("\n", lines))));
    return this;
  }

  ListHistory named(Optional<String> repository) {
    name = repository;
    return this;
  }

  ListHistory goingOnFromOthers(boolean allowed) {
    fromOthers = allowed;
    return this;
  }

  ListHistory allowingIncomplete() {
    incomplete = true;
    return this;
  }

  /** Makes the list of what is there, with the list before it if there is one. */
  GenerateResult at(Duration sinceStart) throws Exception {
    return at(sinceStart, Duration.ofDays(30));
  }

  GenerateResult at(Duration sinceStart, Duration keep) throws Exception {
    Optional<ListSource> previous =
        Files.exists(list)
            ? Optional.of(new ListSource.InFile(list, Optional.empty(), Optional.empty(), true))
            : Optional.empty();
    ListRequest request =
        new ListRequest(
            algorithms,
            AllowlistFormat.KEYLIME,
            List.of(),
            base,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            incomplete,
            new UpdateRequest(
                Optional.of(keep), previous, revoke, name, fromOthers, START.plus(sinceStart)));
    return Generate.run(
        new GenerateRequest(
            new SourceRequest(
                List.of(packages.toString()),
                SourceSettings.defaults(),
                selection,
                ReadMode.PAYLOAD,
                2,
                Optional.empty(),
                installed),
            new TrustRequest(List.of(), Requirement.EITHER, true, Instant.EPOCH),
            FileSignatureRequest.NONE,
            request,
            OutputRequest.unsigned(new Destination.InFile(list), folder)),
        ProgressListener.NONE);
  }

  String text() throws IOException {
    return Files.readString(list);
  }

  /** As another tool's list: it does not say which packages its digests are from. */
  static String withoutOwners(String list) {
    return list.replace("\"packages\": [\n", "\"x\": [\n").replace("\"owners\"", "\"y\"");
  }

  /** Each digest as {@code PATH PACKAGE...}, with when a package was removed. */
  List<String> owners() throws IOException {
    OwnedPolicyReader reader =
        OwnedPolicyReader.open("list", () -> Files.newInputStream(list), ByteSpool.inMemory());
    List<String> lines = new ArrayList<>();
    reader.forEach(
        entry -> {
          for (int i = 0; i < entry.digests().size(); i++) {
            TreeSet<String> names = new TreeSet<>();
            for (int owner : entry.owners().of(i)) {
              names.add(" " + name(reader.packages().get(owner)));
            }
            lines.add(entry.path() + String.join("", names));
          }
        });
    return lines.stream().sorted().toList();
  }

  private static String name(OwningPackage one) {
    return one.nevra().orElse("?")
        + one.removed()
            .map(removed -> "-" + Duration.between(START, removed).toDays() + "d")
            .orElse("");
  }
}
