package io.github.imaallowlist.selinux.kernel;

import io.github.imaallowlist.ima.policy.AccessMask;
import io.github.imaallowlist.ima.policy.ImaHook;
import java.util.List;

/**
 * A way to use a file, and what the kernel asks IMA about on that way ({@code ima_main.c}: {@code
 * ima_file_check} from {@code do_open}, {@code ima_bprm_check}, {@code ima_file_mmap} from the
 * loader of ELF files too, {@code ima_post_read_file}).
 */
enum FileAccess {
  READ("cat $FILE", asked(ImaHook.FILE_CHECK, AccessMask.MAY_READ)),
  EXECUTE(
      "$FILE",
      asked(ImaHook.FILE_CHECK, AccessMask.MAY_EXEC),
      asked(ImaHook.BPRM_CHECK, AccessMask.MAY_EXEC),
      asked(ImaHook.CREDS_CHECK, AccessMask.MAY_EXEC),
      asked(ImaHook.MMAP_CHECK, AccessMask.MAY_EXEC)),
  /** Its interpreter reads it, when it has been executed. */
  EXECUTE_SCRIPT(
      "$FILE",
      asked(ImaHook.FILE_CHECK, AccessMask.MAY_EXEC),
      asked(ImaHook.BPRM_CHECK, AccessMask.MAY_EXEC),
      asked(ImaHook.CREDS_CHECK, AccessMask.MAY_EXEC),
      asked(ImaHook.FILE_CHECK, AccessMask.MAY_READ)),
  /** The dynamic loader opens for reading what it maps to be executed. */
  MAP(
      "$LOADER $FILE",
      asked(ImaHook.FILE_CHECK, AccessMask.MAY_READ),
      asked(ImaHook.MMAP_CHECK, AccessMask.MAY_EXEC)),
  MODULE(
      "insmod $FILE",
      asked(ImaHook.FILE_CHECK, AccessMask.MAY_READ),
      asked(ImaHook.MODULE_CHECK, AccessMask.MAY_READ)),
  /** Unpacked by kmod, the kernel gets its bytes and sees no file. */
  COMPRESSED_MODULE("$KMOD/insmod $FILE", asked(ImaHook.FILE_CHECK, AccessMask.MAY_READ)),
  /** By the name below {@code /lib/firmware}. */
  FIRMWARE(
      "echo -n ${FILE#/lib/firmware/} >/sys/devices/virtual/misc/test_firmware/trigger_request",
      asked(ImaHook.FILE_CHECK, AccessMask.MAY_READ),
      asked(ImaHook.FIRMWARE_CHECK, AccessMask.MAY_READ));

  /** What one hook is asked. */
  record Question(ImaHook hook, AccessMask mask) {}

  private final String command;

  @SuppressWarnings("ImmutableEnumChecker") // records and List.of are
  private final List<Question> questions;

  FileAccess(String command, Question... questions) {
    this.command = command;
    this.questions = List.of(questions);
  }

  private static Question asked(ImaHook hook, AccessMask mask) {
    return new Question(hook, mask);
  }

  /** A command of the shell, in which {@code $FILE} is the file's path. */
  String command() {
    return command;
  }

  List<Question> questions() {
    return questions;
  }
}
