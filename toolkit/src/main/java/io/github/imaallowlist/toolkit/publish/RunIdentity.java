package io.github.imaallowlist.toolkit.publish;

import io.github.imaallowlist.format.Validity;
import io.github.imaallowlist.rpm.repository.PackageSelection;
import io.github.imaallowlist.signing.KeyLocation;
import io.github.imaallowlist.toolkit.EnvelopeSigning;
import io.github.imaallowlist.toolkit.KeySpec;
import io.github.imaallowlist.toolkit.OpenPgpKey;
import io.github.imaallowlist.toolkit.SigningRequest;
import io.github.imaallowlist.toolkit.ToolVersion;
import io.github.imaallowlist.toolkit.generate.AllowlistRequest;
import io.github.imaallowlist.toolkit.generate.ListRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * All that a run depends on besides the repository and the time: two runs with the same identity,
 * on the same repository, make the same list.
 *
 * @param text the request
 * @param files that it names; their contents count
 */
record RunIdentity(String text, List<Path> files) {
  /**
   * @return empty where something counts that is not a file of the request: an SELinux policy, a
   *     time of signing, an earlier list that must not be newer
   */
  static Optional<RunIdentity> of(PublishRequest request) {
    AllowlistRequest list = request.list();
    Optional<List<String>> signing = signing(request.signing());
    if (list.filter().isPresent()
        || list.list().notOlderThan().isPresent()
        || list.source().installed().isPresent()
        || signing.isEmpty()) {
      return Optional.empty();
    }
    List<String> parts = new ArrayList<>();
    parts.add(ToolVersion.NAME + " " + ToolVersion.VERSION);
    parts.add(request.repository().toAbsolutePath().toString());
    parts.add(selection(list.source().selection()));
    parts.add(list.trust().keyrings() + " " + list.trust().requirement());
    parts.add(String.valueOf(list.trust().allowUnsigned()));
    parts.add(
        list.fileSignatures().certificates() + " " + list.fileSignatures().verificationKeys());
    parts.addAll(list(list.list()));
    parts.addAll(signing.get());
    parts.add(repomd(request.repomd()));
    parts.add(
        request.compression() + " " + request.previous() + " " + request.keep() + request.former());
    return Optional.of(new RunIdentity(String.join("\n", parts), files(request)));
  }

  /** Not by the record's own method, which Java puts together at its first use, in 20 ms. */
  private static String selection(PackageSelection selection) {
    return new TreeSet<>(selection.arches())
        + " "
        + selection.include()
        + " "
        + selection.exclude()
        + " "
        + selection.newest()
        + " "
        + selection.sources();
  }

  private static List<String> list(ListRequest list) {
    return List.of(
        list.algorithms() + " " + list.format() + " " + list.allowIncomplete(),
        String.valueOf(list.excludePaths()),
        list.base() + " " + list.sourceDate(),
        String.valueOf(list.validity().map(RunIdentity::length)),
        list.updates().keepRemoved() + " " + list.updates().revoke(),
        String.valueOf(list.updates().repositoryName()));
  }

  private static Duration length(Validity validity) {
    return Duration.between(validity.issued(), validity.expires());
  }

  /** An OpenPGP or CMS signature has the time in it, and is made in ways that files do not tell. */
  private static Optional<List<String>> signing(Optional<SigningRequest> request) {
    if (request.isEmpty()) {
      return Optional.of(List.of("not signed"));
    }
    return request.get() instanceof EnvelopeSigning envelope
        ? Optional.of(envelope.keys().stream().map(RunIdentity::key).toList())
        : Optional.empty();
  }

  private static String key(KeySpec key) {
    String alias =
        key.location() instanceof KeyLocation.InFile file ? String.valueOf(file.alias()) : "";
    return key.location() + " " + alias + " " + key.certificate();
  }

  private static String repomd(RepomdSigning signing) {
    if (!(signing instanceof RepomdSigning.By by)) {
      return signing.getClass().getName();
    }
    if (by.key() instanceof OpenPgpKey.InFile file) {
      return file.file() + " " + file.keyId();
    }
    if (by.key() instanceof OpenPgpKey.OfGpg gpg) {
      return gpg.key() + " " + gpg.homeFolder() + " " + gpg.program();
    }
    OpenPgpKey.OfCommand command = (OpenPgpKey.OfCommand) by.key();
    return command.command() + " " + command.keyrings();
  }

  /** All files that the request names and that nothing may overwrite, and the copy of the list. */
  static List<Path> files(PublishRequest request) {
    List<Path> files = new ArrayList<>(request.list().trust().keyrings());
    files.addAll(request.list().fileSignatures().files());
    request.list().list().base().ifPresent(files::add);
    request.list().list().updates().revoke().ifPresent(files::add);
    request.signing().ifPresent(signing -> files.addAll(signing.files()));
    if (request.repomd() instanceof RepomdSigning.By by) {
      files.addAll(by.key().files());
    }
    request.former().ifPresent(former -> files.addAll(former.keys()));
    request.former().ifPresent(former -> files.addAll(former.keyrings()));
    request.previous().ifPresent(files::add);
    return List.copyOf(files);
  }
}
