package io.github.imaallowlist.selinux.label;

import io.github.imaallowlist.error.InputException;
import io.github.imaallowlist.error.LimitExceededException;
import io.github.imaallowlist.error.MalformedInputException;
import io.github.imaallowlist.error.UnsupportedInputException;
import io.github.imaallowlist.selinux.regex.RegexException;
import io.github.imaallowlist.selinux.regex.RegexSet;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Brings the specs of all files into the order in which libselinux prefers them, and joins them.
 */
final class FileContextsBuilder {
  private static final int ALL_TYPES = (1 << FileType.values().length) - 1;

  private final List<LabelWarning> warnings = new ArrayList<>();
  private final List<ContextSpec> specs = new ArrayList<>();
  private final List<ContextSpec> exactSpecs = new ArrayList<>();
  private final RegexSet.Builder regexes = RegexSet.builder(FileType.values().length);

  FileContexts read(LabelFiles files) throws IOException {
    Substitutions subsDist = substitutions(files.subsDist());
    Substitutions subs = substitutions(files.subs());
    readSpecs(files.fileContexts());
    if (files.homedirs().isPresent()) {
      readSpecs(files.homedirs().get());
    }
    if (files.local().isPresent()) {
      readSpecs(files.local().get());
    }
    // Moved behind all others, whatever file they are in (label_file.h, sort_specs).
    specs.addAll(exactSpecs);
    for (ContextSpec spec : specs) {
      compile(spec);
    }
    return new FileContexts(specs, build(files.fileContexts()), subs, subsDist, warnings);
  }

  private Substitutions substitutions(Optional<LabelFile> file) throws IOException {
    return file.isPresent() ? Substitutions.read(file.get(), warnings) : Substitutions.NONE;
  }

  private void readSpecs(LabelFile file) throws IOException {
    SpecReader.read(
        file,
        warnings,
        (spec, line) -> {
          if (specs.size() + exactSpecs.size() == LabelLimits.SPECS) {
            throw line.beyondLimit("more than %,d specs in all".formatted(LabelLimits.SPECS));
          }
          (SpecSyntax.isExact(spec.regex()) ? exactSpecs : specs).add(spec);
        });
  }

  private void compile(ContextSpec spec) throws InputException {
    int types = spec.type().map(type -> 1 << type.kind()).orElse(ALL_TYPES);
    try {
      RegexSet.Added added = regexes.add(spec.regex(), SpecSyntax.stem(spec.regex()), types);
      if (!added.canMatch()) {
        warn(
            spec, "matches nothing up to libselinux 3.7, for the backslash in its first component");
      }
      if (added.hasOpenEnds()) {
        warn(spec, "is not bound at both ends, for the '|' that is in no parentheses");
      }
    } catch (RegexException e) {
      throw refused(spec.file(), "line %d: ".formatted(spec.line()), e);
    }
  }

  private void warn(ContextSpec spec, String text) {
    warnings.add(new LabelWarning(spec.file(), spec.line(), spec.regex() + " " + text));
  }

  private RegexSet build(LabelFile file) throws InputException {
    try {
      return regexes.build();
    } catch (RegexException e) {
      throw refused(file.name(), "", e);
    }
  }

  private static InputException refused(String file, String place, RegexException e) {
    String problem = place + e.getMessage();
    return switch (e.reason()) {
      case MALFORMED -> new MalformedInputException(file, InputException.NO_OFFSET, problem, e);
      case UNSUPPORTED -> new UnsupportedInputException(file, InputException.NO_OFFSET, problem, e);
      case LIMIT -> new LimitExceededException(file, InputException.NO_OFFSET, problem, e);
    };
  }
}
