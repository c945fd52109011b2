package io.github.imaallowlist.selinux.kernel;

import static io.github.imaallowlist.selinux.kernel.AccessedFile.NOBODY;
import static io.github.imaallowlist.selinux.kernel.AccessedFile.ROOT;

import io.github.imaallowlist.fixtures.Compressor;
import io.github.imaallowlist.fixtures.Tools;
import io.github.imaallowlist.fixtures.kernel.GuestFile;
import io.github.imaallowlist.fixtures.kernel.KernelImage;
import io.github.imaallowlist.fixtures.kernel.StaticProgram;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** Files with labels of several types, each used in every way, by root and by another user. */
final class AccessedFiles {
  /** For the guest's script: each of the files is used. */
  static final String USE =
      """
      [ ! -e /guest/test_firmware.ko ] || insmod /guest/test_firmware.ko
      sh /guest/uses-of-0
      as_user nobody 'sh /guest/uses-of-65534'
      """;

  /** Modules that need no other one. */
  private static final List<String> MODULES = List.of("crc7", "crc8", "bch", "libarc4");

  private final List<AccessedFile> all = new ArrayList<>();
  private final List<GuestFile> others = new ArrayList<>();
  private final Path loader;

  /**
   * @param types of the labels
   */
  AccessedFiles(Collection<String> types) throws IOException {
    Path program = Tools.find("true").orElseThrow().toRealPath();
    others.addAll(GuestFile.program(program));
    loader =
        others.stream()
            .map(file -> Path.of(file.path()))
            .filter(path -> path.toString().matches(".*/ld-[^/]*"))
            .findFirst()
            .orElseThrow();
    byte[] dynamic = Files.readAllBytes(program);
    for (String type : types) {
      for (int user : List.of(ROOT, NOBODY)) {
        add(type, FileAccess.READ, user, new byte[0]);
        add(type, FileAccess.EXECUTE, user, StaticProgram.withNote(""));
        add(type, FileAccess.EXECUTE_SCRIPT, user, bytes("#!/guest/busybox sh\n#"));
        add(type, FileAccess.MAP, user, dynamic);
      }
    }
  }

  /** The path at the content's end makes the digest the file's own. */
  private void add(String type, FileAccess access, int user, byte[] content) {
    String way = access.name().toLowerCase(Locale.ROOT) + (user == ROOT ? "-by-root" : "-by-user");
    String path = "/srv/" + way + "/" + type;
    byte[] ending = bytes(path);
    byte[] whole = Arrays.copyOf(content, content.length + ending.length);
    System.arraycopy(ending, 0, whole, content.length, ending.length);
    all.add(new AccessedFile(path, type, access, user, whole));
  }

  /**
   * Modules as they are and compressed, and firmware, as the kernel reads them.
   *
   * @param type of their labels
   * @param wrongType of one more module's: what is loaded is code wherever it is
   */
  void addLoaded(KernelImage kernel, String type, String wrongType) throws IOException {
    addModule(kernel, 0, type);
    addModule(kernel, 1, wrongType);
    byte[] module = kernel.module(MODULES.get(2)).orElseThrow();
    all.add(
        new AccessedFile(
            "/lib/modules/" + MODULES.get(2) + ".ko.xz",
            type,
            FileAccess.COMPRESSED_MODULE,
            ROOT,
            Compressor.XZ.compress(module)));
    Path kmod = Tools.find("kmod").orElseThrow().toRealPath();
    others.addAll(GuestFile.program(kmod));
    others.add(GuestFile.copy("/guest/kmod/insmod", kmod).executable());
    others.add(
        GuestFile.of("/guest/test_firmware.ko", kernel.module("test_firmware").orElseThrow()));
    all.add(
        new AccessedFile(
            "/lib/firmware/right.bin", type, FileAccess.FIRMWARE, ROOT, bytes("right")));
    all.add(
        new AccessedFile(
            "/lib/firmware/wrong.bin", wrongType, FileAccess.FIRMWARE, ROOT, bytes("wrong")));
  }

  private void addModule(KernelImage kernel, int number, String type) {
    String name = MODULES.get(number);
    all.add(
        new AccessedFile(
            "/lib/modules/" + name + ".ko",
            type,
            FileAccess.MODULE,
            ROOT,
            kernel.module(name).orElseThrow()));
  }

  List<AccessedFile> all() {
    return List.copyOf(all);
  }

  /** These, what they need, and the script that uses each of them. */
  List<GuestFile> guestFiles() {
    List<GuestFile> files = new ArrayList<>(others);
    all.forEach(file -> files.add(file.file()));
    for (int user : List.of(ROOT, NOBODY)) {
      StringBuilder commands = new StringBuilder("set -eu\n");
      commands.append("LOADER=").append(loader).append("; KMOD=/guest/kmod\nexec >/dev/null\n");
      all.stream().filter(file -> file.user() == user).forEach(f -> commands.append(f.command()));
      files.add(GuestFile.text("/guest/uses-of-" + user, commands.toString()));
    }
    return files;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
