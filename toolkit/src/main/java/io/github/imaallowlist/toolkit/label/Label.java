package io.github.imaallowlist.toolkit.label;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.selinux.label.ContextSpec;
import io.github.imaallowlist.selinux.label.FileContexts;
import io.github.imaallowlist.selinux.label.LabelFiles;
import io.github.imaallowlist.selinux.label.LabelLookup;
import io.github.imaallowlist.toolkit.Failures;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.NoSuchFileException;
import java.util.Optional;

/** Writes the SELinux context that a policy has for each of some paths, in their order. */
public final class Label {
  private final LabelRequest request;
  private final LabelLookup lookup;
  private final OutputStream out;
  private long paths;
  private long withoutLabel;

  private Label(LabelRequest request, LabelLookup lookup, OutputStream out) {
    this.request = request;
    this.lookup = lookup;
    this.out = out;
  }

  /**
   * Labels the paths. Nothing of the file system is looked at but the policy.
   *
   * @throws AllowlistException if the policy or a path is wrong; what came before the path may be
   *     written already
   */
  public static LabelResult run(LabelRequest request) throws AllowlistException {
    try {
      request.destination().ensurePossible();
      FileContexts contexts = read(request);
      long[] counts = new long[2];
      request
          .destination()
          .put(
              placed -> {
                OutputStream buffered = new LineBuffer(placed);
                Label run = new Label(request, contexts.lookup(), buffered);
                run.labelAll();
                buffered.flush();
                counts[0] = run.paths;
                counts[1] = run.withoutLabel;
              });
      return new LabelResult(counts[0], counts[1], contexts.warnings());
    } catch (IOException e) {
      throw Failures.of(e);
    }
  }

  private static FileContexts read(LabelRequest request) throws AllowlistException, IOException {
    try {
      return FileContexts.read(LabelFiles.find(request.policy()));
    } catch (NoSuchFileException e) {
      throw new AllowlistException(
          ExitCode.IO,
          e.getFile() + " does not exist",
          "Name the folder of a policy, such as /etc/selinux/targeted, or a file_contexts file.",
          e);
    }
  }

  private void labelAll() throws IOException {
    for (PathSource source : request.paths()) {
      source.forEach(this::label);
    }
  }

  private void label(byte[] bytes, int from, int to) throws IOException {
    Optional<ContextSpec> spec = lookup.specFor(bytes, from, to, request.type());
    paths++;
    if (spec.isEmpty() || spec.get().context().isEmpty()) {
      withoutLabel++;
    }
    request.writer().write(bytes, from, to, spec, out);
  }
}
