package io.github.imaallowlist.selinux.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.error.LimitExceededException;
import io.github.imaallowlist.error.MalformedInputException;
import io.github.imaallowlist.fixtures.RequiresTool;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs that answer as setools does, or not quite, and setools itself with odd policies. */
final class SetoolsPolicyReaderTest {
  private static final String COMPONENTS =
      """

      Booleans: 1
         bool init_runs true;

      Classes: 2
         class file
      inherits file
      {
      \texecute_no_trans
      }
         class process
      inherits file


      Commons: 1
         common file
      {
      \texecute
      \tread
      }

      Permissive Types: 1
         type init_t, domain;

      Roles: 2
         role object_r;
         role system_r types { bin_t init_t };

      Types: 2
         type bin_t alias { sbin_t xbin_t }, exec_type, file_type;
         type init_t, domain;

      Type Attributes: 4
         attribute domain;
      \tinit_t
         attribute empty;
      \t<empty attribute>
         attribute exec_type;
      \tbin_t
         attribute file_type;
      \tbin_t

      Users: 1
         user system_u roles system_r level s0 range s0 - s0:c0.c1023;
      """;

  private static final String RULES =
      """
      allow domain file_type:file { execute read };
      allow init_t bin_t:file execute_no_trans; [ init_runs ]:False
      allow init_t empty:file read;
      """;

  @TempDir private Path folder;

  private Path policy = Path.of("");

  @BeforeEach
  void writePolicy() throws IOException {
    policy = Files.writeString(folder.resolve("policy.33"), "a policy");
    answers("4.4.1", COMPONENTS, RULES);
  }

  private void answers(String version, String components, String rules) throws IOException {
    Files.writeString(folder.resolve("components"), components);
    Files.writeString(folder.resolve("rules"), rules);
    program("seinfo", version, "cat \"$folder/components\"");
    program("sesearch", version, "cat \"$folder/rules\"");
  }

  private void program(String name, String version, String otherwise) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve(name),
            "#!/bin/sh\nfolder=${0%/*}\nif [ \"$1\" = --version ]; then echo '"
                + version
                + "'; exit; fi\necho "
                + name
                + " >>\"$folder/asked\"\n"
                + otherwise
                + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  private SetoolsSettings settings() {
    return SetoolsSettings.DEFAULT.withFolder(folder);
  }

  private SelinuxPolicy read() throws IOException, AllowlistException {
    return SetoolsPolicyReader.read(policy, settings());
  }

  @Test
  void policyIsWhatSetoolsSays() throws Exception {
    SelinuxPolicy read = read();

    assertThat(read.source()).isEqualTo(policy.toString());
    assertThat(read.sha256())
        .isEqualTo("1b551587059622f0d62ffa8a371207104a31c6d59bbe2d6563c5199e51d9f267");
    assertThat(read.types()).containsExactly("bin_t", "init_t");
    assertThat(read.aliases()).isEqualTo(Map.of("sbin_t", "bin_t", "xbin_t", "bin_t"));
    assertThat(read.attributes())
        .containsOnlyKeys("domain", "empty", "exec_type", "file_type")
        .containsEntry("empty", new TreeSet<>())
        .containsEntry("file_type", new TreeSet<>(List.of("bin_t")));
    assertThat(read.booleans()).isEqualTo(Map.of("init_runs", true));
    assertThat(read.permissive()).containsExactly("init_t");
    assertThat(read.users()).containsExactly("system_u");
    assertThat(read.roles()).containsExactly("object_r", "system_r");
    assertThat(read.permissions())
        .containsExactlyInAnyOrder(
            Permission.EXECUTE, Permission.EXECUTE_NO_TRANS, Permission.READ);
    assertThat(read.rules())
        .extracting(AllowRule::source, AllowRule::target)
        .containsExactly(
            tuple("domain", "file_type"), tuple("init_t", "bin_t"), tuple("init_t", "empty"));
    assertThat(read.rules().stream().map(read::holds)).containsExactly(true, false, true);
  }

  @ParameterizedTest
  @ValueSource(strings = {"4.1.1", "4.2.0-rc", "4.5.1", "4.7.0", "4.7.0.dev0"})
  void knownVersionsAreAsked(String version) throws Exception {
    answers(version, COMPONENTS, RULES);

    assertThat(read().types()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"3.3.8", "seinfo 3.3.8", "4.0.1", "4.8.0", "5.0", "unknown", "", "4"})
  void unknownVersionsAreAnError(String version) throws Exception {
    answers(version, COMPONENTS, RULES);

    assertThatExceptionOfType(AllowlistException.class)
        .isThrownBy(this::read)
        .withMessage("setools: its version is not known: " + version)
        .satisfies(e -> assertThat(e.exitCode()).isEqualTo(ExitCode.IO))
        .satisfies(e -> assertThat(e.remedy()).contains("4.1 to 4.7"));
  }

  @Test
  void programsOfTwoVersionsAreAnError() throws Exception {
    program("sesearch", "4.5.1", "exit 0");

    assertThatExceptionOfType(AllowlistException.class)
        .isThrownBy(this::read)
        .withMessage("seinfo is of setools 4.4.1, and sesearch of setools 4.5.1");
  }

  @Test
  void absentProgramIsAnErrorThatSaysHowToInstallIt() throws Exception {
    Files.delete(folder.resolve("sesearch"));

    assertThatExceptionOfType(AllowlistException.class)
        .isThrownBy(this::read)
        .withMessage(folder + ": the program sesearch is not in this folder")
        .satisfies(e -> assertThat(e.exitCode()).isEqualTo(ExitCode.IO))
        .satisfies(
            e ->
                assertThat(e.remedy())
                    .contains("apt-get install setools", "dnf install setools-console", "zypper"));
  }

  @Test
  void absentPolicyIsAnError() {
    assertThatExceptionOfType(NoSuchFileException.class)
        .isThrownBy(() -> SetoolsPolicyReader.read(folder.resolve("none"), settings()));
  }

  @Test
  void policyBeyondAllSizesIsAnError() throws Exception {
    try (RandomAccessFile file = new RandomAccessFile(policy.toFile(), "rw")) {
      file.setLength(SetoolsLimits.POLICY_BYTES + 1);
    }

    assertThatExceptionOfType(LimitExceededException.class).isThrownBy(this::read);
  }

  @Test
  void failureIsToldInSetoolsWords() throws Exception {
    program("seinfo", "4.4.1", "echo 'Invalid policy: \033[2Jx'; echo libsepol >&2; exit 1");

    assertThatExceptionOfType(AllowlistException.class)
        .isThrownBy(this::read)
        .withMessage("seinfo failed with exit code 1: Invalid policy: ?[2Jx libsepol");
  }

  @Test
  void failureAfterAllOfTheAnswerIsAFailure() throws Exception {
    program("sesearch", "4.4.1", "cat \"$folder/rules\"; exit 3");

    assertThatExceptionOfType(AllowlistException.class)
        .isThrownBy(this::read)
        .withMessage("sesearch failed with exit code 3: allow init_t empty:file read;");
  }

  @Test
  void programThatHangsIsKilled() throws Exception {
    program("sesearch", "4.4.1", "exec sleep 1000000");

    assertThatExceptionOfType(AllowlistException.class)
        .isThrownBy(
            () -> SetoolsPolicyReader.read(policy, settings().within(Duration.ofSeconds(3))))
        .withMessageContaining("sesearch: did not end within 3 seconds");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"exec yes", "exec cat /dev/zero", "exec yes 'allow init_t bin_t:file read;'"})
  void programThatFloodsIsKilled(String flood) throws Exception {
    program("sesearch", "4.4.1", flood);

    assertThatThrownBy(this::read)
        .isInstanceOfAny(MalformedInputException.class, LimitExceededException.class)
        .hasMessageStartingWith("output of sesearch: line ");
  }

  @Test
  void policyThatChangesMeanwhileIsAnError() throws Exception {
    program("sesearch", "4.4.1", "echo more >>\"$folder/policy.33\"; cat \"$folder/rules\"");

    assertThatExceptionOfType(AllowlistException.class)
        .isThrownBy(this::read)
        .withMessage(policy + ": it has changed while it was read");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "Booleans: 1~Booleans: 2~Booleans: 2 announced, and 1 there",
        "Types: 2~Types: 3~3 announced, and 2 there",
        "Booleans~Bullions~a section of its own",
        "Users: 1~Roles: 1~a section of its own",
        "bool init_runs true~bool init_runs maybe~true or false",
        "bool init_runs true~bool init runs true~true or false",
        "bool init_runs true;~bool init_runs true~a statement `bool ...;`",
        "type init_t, domain;~type init_t, domain, domain;~",
        "type init_t, domain;~type init_t,domain;~a name",
        "type init_t, domain;~type bin_t, domain;~",
        "attribute domain;~attribute domain one;~a name",
        "attribute empty;~attribute domain;~was not there yet",
        "alias { sbin_t xbin_t }~alias { sbin_t sbin_t }~was not there yet",
        "alias { sbin_t xbin_t }~alias { sbin_t xbin_t~{ and }",
        "alias { sbin_t xbin_t }~alias init_t~one name for two",
        "'\tinit_t'~'\tbin_t'~types have other attributes",
        "'\tinit_t'~'\tinit_t;'~a name",
        "inherits file~inherits nothing~inherits what is none",
        "'\tread'~'  read'~a permission or }",
        "common file~common  file~a name",
        "role object_r;~role b\u00ffd;~a name",
        "role object_r~rule object_r~a statement `role ...;`",
      })
  void componentsOfAnotherShapeAreAnError(String text, String other, String problem)
      throws Exception {
    assertThat(COMPONENTS).contains(text);
    answers("4.4.1", COMPONENTS.replace(text, other), RULES);

    assertThatExceptionOfType(MalformedInputException.class)
        .isThrownBy(this::read)
        .withMessageStartingWith("output of seinfo: line ")
        .withMessageContaining(problem == null ? "" : problem);
  }

  @Test
  void answerCutShortIsAnErrorWhereverItEnds() throws Exception {
    for (int length = 0; length < COMPONENTS.length(); length += 29) {
      answers("4.4.1", COMPONENTS.substring(0, length), RULES);

      assertThatExceptionOfType(MalformedInputException.class)
          .isThrownBy(this::read)
          .withMessageStartingWith("output of seinfo: line ");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "allow domain~dontaudit domain~line 1: expected an allow rule, not: dontaudit domain",
        "allow domain file_type:file~allow domain file_type~an allow rule",
        "allow domain~allow nobody~line 1: seinfo knows no type or attribute nobody",
        "empty:file~sbin_t:file~line 3: seinfo knows no type or attribute sbin_t",
        "empty:file~empty:dir~of a class that was asked for",
        "{ execute read }~{ execute write }~line 1: seinfo knows no permission of class file write",
        "{ execute read }~{ execute read~{ and }",
        "{ execute read }~{ execute  read }~a name",
        "{ execute read }~{ }~{ and }",
        "[ init_runs ]~[ other ]~line 2: seinfo knows no boolean other",
        "[ init_runs ]~[ init_runs init_runs ]~no operator where one is needed",
        "[ init_runs ]~[]~an allow rule, perhaps with a condition",
        "]:False~]:Perhaps~an allow rule, perhaps with a condition",
        "empty:file read;~empty~the output ends within a line",
        "empty:file~'\u0000\u001b[2J:file'~line 3: expected a name, not: allow init_t ??[2J:file",
      })
  void rulesOfAnotherShapeAreAnError(String text, String other, String problem) throws Exception {
    assertThat(RULES).contains(text);
    String rules = RULES.replace(text, other);
    answers("4.4.1", COMPONENTS, problem.contains("ends within") ? rules.strip() : rules);

    assertThatExceptionOfType(MalformedInputException.class)
        .isThrownBy(this::read)
        .withMessageStartingWith("output of sesearch: line ")
        .withMessageContaining(problem);
  }

  @Test
  void lineBeyondAllLengthsIsAnError() throws Exception {
    program("sesearch", "4.4.1", "head -c 5000000 /dev/zero | tr '\\0' a; cat /dev/zero");

    assertThatExceptionOfType(LimitExceededException.class)
        .isThrownBy(this::read)
        .withMessageContaining("a line longer than 4194304 bytes");
  }

  @Test
  void cacheAnswersForTheSamePolicyAndPrograms() throws Exception {
    SetoolsSettings settings = settings().withCacheFolder(folder.resolve("new/cache"));
    SelinuxPolicy first = SetoolsPolicyReader.read(policy, settings);

    assertThat(SetoolsPolicyReader.read(policy, settings)).isEqualTo(first);
    assertThat(asked()).hasSize(2);

    Files.writeString(policy, "another policy");
    assertThat(SetoolsPolicyReader.read(policy, settings).sha256()).isNotEqualTo(first.sha256());
    assertThat(asked()).hasSize(4);

    program("seinfo", "4.4.1", "cat \"$folder/components\" # changed");
    SetoolsPolicyReader.read(policy, settings);
    assertThat(asked()).hasSize(6);
  }

  private List<String> asked() throws IOException {
    return Files.readAllLines(folder.resolve("asked"));
  }

  @Test
  void damagedCacheEntryIsMadeAgain() throws Exception {
    Path cache = folder.resolve("cache");
    SetoolsSettings settings = settings().withCacheFolder(cache);
    SelinuxPolicy first = SetoolsPolicyReader.read(policy, settings);
    Path entry = onlyFile(cache);
    byte[] whole = Files.readAllBytes(entry);
    for (int at = 0; at < whole.length; at += 7) {
      byte[] damaged = whole.clone();
      damaged[at] ^= 4;
      Files.write(entry, damaged);

      assertThatThrownBy(() -> CachedPolicy.read(entry, "", keyOf(entry), first.sha256()))
          .isInstanceOf(MalformedInputException.class)
          .hasMessageContaining("its checksum is of something else");
    }
    Files.write(entry, new byte[3]);

    assertThat(SetoolsPolicyReader.read(policy, settings)).isEqualTo(first);
    assertThat(onlyFile(cache)).isEqualTo(entry).hasBinaryContent(whole);
  }

  @Test
  void cacheEntryOfAnotherPolicyIsMadeAgain() throws Exception {
    Path cache = folder.resolve("cache");
    SetoolsSettings settings = settings().withCacheFolder(cache);
    SelinuxPolicy first = SetoolsPolicyReader.read(policy, settings);
    Path entry = onlyFile(cache);
    Files.writeString(policy, "another policy");
    answers("4.4.1", COMPONENTS.replace("init_runs true", "init_runs false"), RULES);
    SetoolsPolicyReader.read(policy, settings);
    try (var files = Files.list(cache)) {
      for (Path other : files.toList()) {
        Files.write(entry, Files.readAllBytes(other));
      }
    }

    Files.writeString(policy, "a policy");
    assertThat(SetoolsPolicyReader.read(policy, settings).sha256()).isEqualTo(first.sha256());
  }

  private static String keyOf(Path entry) {
    return entry.getFileName().toString().replaceAll("selinux-policy-|\\.gz", "");
  }

  private static Path onlyFile(Path cache) throws IOException {
    try (var files = Files.list(cache)) {
      List<Path> all = files.toList();
      assertThat(all).hasSize(1);
      return all.get(0);
    }
  }

  @Test
  void cacheThatCannotBeWrittenIsNoFailure() throws Exception {
    SetoolsSettings settings = settings().withCacheFolder(policy.resolve("cache"));

    assertThat(SetoolsPolicyReader.read(policy, settings).types()).hasSize(2);
  }

  @Test
  @RequiresTool({"seinfo", "sesearch"})
  void whatIsNoPolicyIsRefusedInSetoolsWords() {
    assertThatExceptionOfType(AllowlistException.class)
        .isThrownBy(() -> SetoolsPolicyReader.read(policy, SetoolsSettings.DEFAULT))
        .withMessageContaining("seinfo failed with exit code 1: ")
        .withMessageContaining("nvalid policy");
  }

  @Test
  @RequiresTool({"checkpolicy", "seinfo", "sesearch"})
  void policyWithoutClassSystemAndAttributeWithoutTypesAreRead() throws Exception {
    Path small =
        CompiledPolicy.compile(
            folder,
            """
            attribute empty;
            attribute file_type;
            type test_t;
            type bin_t alias { sbin_t xbin_t }, file_type;
            permissive test_t;
            bool runs false;
            allow test_t empty:file read;
            if (runs) { allow test_t file_type:file execute; } else { allow test_t bin_t:file write; }
            """);

    SelinuxPolicy read = SetoolsPolicyReader.read(small, SetoolsSettings.DEFAULT);

    assertThat(SetoolsJudge.ours(read, read)).isEqualTo(SetoolsJudge.theirs(small, Map.of()));
    assertThat(read.permissive()).containsExactly("test_t");
    assertThat(read.permissions())
        .containsExactlyInAnyOrder(Permission.READ, Permission.WRITE, Permission.EXECUTE);
    SelinuxPolicy turned = read.withBooleans(Map.of("runs", true));
    assertThat(SetoolsJudge.ours(turned, read))
        .isEqualTo(SetoolsJudge.theirs(small, Map.of("runs", true)));
  }
}
