package io.github.imaallowlist.selinux.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imaallowlist.error.AllowlistException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Two programs that answer as setools does, or not quite. */
final class FakeSetools {
  /** What seinfo says of a policy with two types. */
  static final String COMPONENTS =
      """

      Booleans: 1
         bool init_runs true;

      Classes: 2
         class file
      inherits file
      {
      \twrite
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

  /** What sesearch says of it. */
  static final String RULES =
      """
      allow domain file_type:file { execute read };
      allow init_t bin_t:file write; [ init_runs ]:False
      allow init_t empty:file read;
      """;

  private final Path folder;

  FakeSetools(Path folder) throws IOException {
    this.folder = folder;
    Files.writeString(policy(), "a policy");
    answers("4.4.1", COMPONENTS, RULES);
  }

  /** A file that they are asked about, and do not read. */
  Path policy() {
    return folder.resolve("policy.33");
  }

  void answers(String version, String components, String rules) throws IOException {
    Files.writeString(folder.resolve("components"), components);
    Files.writeString(folder.resolve("rules"), rules);
    program("seinfo", version, "cat \"$folder/components\"");
    program("sesearch", version, "cat \"$folder/rules\"");
  }

  /** A line in the file {@code asked} tells each call that is not for the version. */
  void program(String name, String version, String otherwise) throws IOException {
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

  SetoolsSettings settings() {
    return SetoolsSettings.DEFAULT.withFolder(folder);
  }

  SelinuxPolicy read() throws IOException, AllowlistException {
    return SetoolsPolicyReader.read(policy(), settings());
  }
}
