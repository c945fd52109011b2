package io.github.imaallowlist.toolkit.selinux;

import io.github.imaallowlist.error.InputException;
import io.github.imaallowlist.error.LimitExceededException;
import io.github.imaallowlist.model.FilePath;
import io.github.imaallowlist.rpm.payload.ContentReceiver;
import io.github.imaallowlist.selinux.label.LabelFile;
import io.github.imaallowlist.selinux.label.LabelFiles;
import io.github.imaallowlist.toolkit.output.PrivateFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The files of one policy, taken out of a package's payload: labels in memory, the binary policy in
 * a file that nobody else reads. Not to be used before the package turned out to be sound.
 */
final class PolicyContents implements ContentReceiver, Closeable {
  private final String contexts;
  private final Optional<String> binaryPath;
  private final Path temporaryFolder;
  private final Map<String, ByteArrayOutputStream> labels = new TreeMap<>();
  private Optional<PrivateFile> binary = Optional.empty();

  /**
   * @param type of the policy
   * @param binaryPath of the binary policy in the package, if it ships one
   */
  PolicyContents(String type, Optional<String> binaryPath, Path temporaryFolder) {
    this.contexts = PolicyNames.contexts(type);
    this.binaryPath = binaryPath;
    this.temporaryFolder = temporaryFolder;
  }

  @Override
  public boolean wants(FilePath path) {
    String text = path.toString();
    return isLabelFile(text) || isBinary(text);
  }

  private boolean isBinary(String path) {
    return binaryPath.filter(path::equals).isPresent();
  }

  private boolean isLabelFile(String path) {
    if (!path.startsWith(contexts)) {
      return false;
    }
    return switch (path.substring(contexts.length())) {
      case "", ".homedirs", ".local", ".subs", ".subs_dist" -> true;
      default -> false;
    };
  }

  @Override
  public OutputStream open(FilePath path, long size) throws IOException {
    String text = path.toString();
    long limit = isBinary(text) ? SelinuxLimits.POLICY_BYTES : SelinuxLimits.CONTEXTS_BYTES;
    if (size > limit) {
      throw new LimitExceededException(
          text, InputException.NO_OFFSET, "more than %,d bytes".formatted(limit));
    }
    if (isBinary(text)) {
      close();
      PrivateFile file = PrivateFile.create(temporaryFolder, "the SELinux policy");
      binary = Optional.of(file);
      return file.open();
    }
    ByteArrayOutputStream content = new ByteArrayOutputStream((int) size);
    labels.put(text.substring(contexts.length()), content);
    return content;
  }

  /**
   * @param origin names the package
   */
  LabelFiles labelFiles(String origin) {
    return new LabelFiles(
        label(origin, "").orElseThrow(),
        label(origin, ".homedirs"),
        label(origin, ".local"),
        label(origin, ".subs"),
        label(origin, ".subs_dist"));
  }

  private Optional<LabelFile> label(String origin, String suffix) {
    return Optional.ofNullable(labels.get(suffix))
        .map(ByteArrayOutputStream::toByteArray)
        .map(
            bytes ->
                new LabelFile(
                    origin + ": " + LabelFiles.FILE_CONTEXTS + suffix,
                    () -> new ByteArrayInputStream(bytes)));
  }

  Optional<Path> binary() {
    return binary.map(PrivateFile::path);
  }

  @Override
  public void close() throws IOException {
    if (binary.isPresent()) {
      binary.get().close();
    }
  }
}
