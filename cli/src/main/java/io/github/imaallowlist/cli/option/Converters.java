package io.github.imaallowlist.cli.option;

import io.github.imaallowlist.format.AllowlistFormat;
import io.github.imaallowlist.ima.policy.KernelVersion;
import io.github.imaallowlist.model.HashAlgorithm;
import io.github.imaallowlist.rpm.ReadMode;
import io.github.imaallowlist.rpm.repodata.DataCompression;
import io.github.imaallowlist.rpm.repository.NameGlob;
import io.github.imaallowlist.rpm.trust.Requirement;
import io.github.imaallowlist.selinux.derive.Profile;
import io.github.imaallowlist.selinux.label.FileType;
import io.github.imaallowlist.signing.EllipticCurve;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Option values to the types of requests. */
public final class Converters {
  private static final List<HashAlgorithm> OFFERED =
      List.of(
          HashAlgorithm.SHA1,
          HashAlgorithm.SHA256,
          HashAlgorithm.SHA384,
          HashAlgorithm.SHA512,
          HashAlgorithm.SM3,
          HashAlgorithm.SHA3_256,
          HashAlgorithm.SHA3_384,
          HashAlgorithm.SHA3_512);

  private Converters() {}

  public static final class Hash implements ITypeConverter<HashAlgorithm> {
    @Override
    public HashAlgorithm convert(String value) {
      return oneOf(OFFERED, value);
    }
  }

  public static final class Mode implements ITypeConverter<ReadMode> {
    @Override
    public ReadMode convert(String value) {
      return oneOf(Arrays.asList(ReadMode.values()), value);
    }
  }

  public static final class Format implements ITypeConverter<AllowlistFormat> {
    @Override
    public AllowlistFormat convert(String value) {
      return oneOf(Arrays.asList(AllowlistFormat.values()), value);
    }
  }

  public static final class Signature implements ITypeConverter<SignatureKind> {
    @Override
    public SignatureKind convert(String value) {
      return oneOf(Arrays.asList(SignatureKind.values()), value);
    }
  }

  public static final class Compression implements ITypeConverter<DataCompression> {
    @Override
    public DataCompression convert(String value) {
      return oneOf(Arrays.asList(DataCompression.values()), value);
    }
  }

  public static final class Curve implements ITypeConverter<EllipticCurve> {
    @Override
    public EllipticCurve convert(String value) {
      return oneOf(Arrays.asList(EllipticCurve.values()), value);
    }
  }

  public static final class Trust implements ITypeConverter<Requirement> {
    @Override
    public Requirement convert(String value) {
      return oneOf(Arrays.asList(Requirement.values()), value);
    }
  }

  public static final class Type implements ITypeConverter<FileType> {
    @Override
    public FileType convert(String value) {
      return oneOf(Arrays.asList(FileType.values()), value);
    }
  }

  public static final class ProfileName implements ITypeConverter<Profile> {
    @Override
    public Profile convert(String value) {
      return Arrays.stream(Profile.values())
          .filter(profile -> profile.keyword().equalsIgnoreCase(value))
          .findFirst()
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      "'%s' is none of %s"
                          .formatted(
                              value,
                              Arrays.stream(Profile.values())
                                  .map(Profile::keyword)
                                  .collect(Collectors.joining(", ")))));
    }
  }

  public static final class Kernel implements ITypeConverter<KernelVersion> {
    @Override
    public KernelVersion convert(String value) {
      return KernelVersion.parse(value)
          .filter(version -> version.compareTo(KernelVersion.OLDEST) >= 0)
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      "'%s' is no kernel from %s on, such as 6.1"
                          .formatted(value, KernelVersion.OLDEST)));
    }
  }

  public static final class Glob implements ITypeConverter<NameGlob> {
    @Override
    public NameGlob convert(String value) {
      try {
        return NameGlob.of(value);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }

  /** A number of days, or of hours, days or weeks with their letter. */
  public static final class Days implements ITypeConverter<Duration> {
    private static final Pattern SYNTAX = Pattern.compile("([0-9]{1,6})([hdw]?)");

    @Override
    public Duration convert(String value) {
      Matcher matcher = SYNTAX.matcher(value);
      if (!matcher.matches() || Integer.parseInt(matcher.group(1)) == 0) {
        throw new TypeConversionException(
            "'%s' is no number of days, nor one such as 12h, 30d or 4w".formatted(value));
      }
      int number = Integer.parseInt(matcher.group(1));
      return switch (matcher.group(2)) {
        case "h" -> Duration.ofHours(number);
        case "w" -> Duration.ofDays(7L * number);
        default -> Duration.ofDays(number);
      };
    }
  }

  /** Of package files; those that createrepo_c writes and that prove anything. */
  public static final class Checksum implements ITypeConverter<HashAlgorithm> {
    private static final List<HashAlgorithm> CHECKSUMS =
        List.of(
            HashAlgorithm.SHA224, HashAlgorithm.SHA256, HashAlgorithm.SHA384, HashAlgorithm.SHA512);

    @Override
    public HashAlgorithm convert(String value) {
      return oneOf(CHECKSUMS, value);
    }
  }

  /** Bytes: {@code 4096}, {@code 500M}, {@code 2G}; decimal, as sizes are shown. */
  public static final class Size implements ITypeConverter<Long> {
    private static final Pattern SYNTAX = Pattern.compile("([0-9]{1,12})([kMGT]?)");

    @Override
    public Long convert(String value) {
      Matcher matcher = SYNTAX.matcher(value);
      if (!matcher.matches()) {
        throw new TypeConversionException(
            "'%s' is no number of bytes, nor one such as 500M or 2G".formatted(value));
      }
      long number = Long.parseLong(matcher.group(1));
      long unit =
          switch (matcher.group(2)) {
            case "k" -> 1_000L;
            case "M" -> 1_000_000L;
            case "G" -> 1_000_000_000L;
            case "T" -> 1_000_000_000_000L;
            default -> 1L;
          };
      try {
        return Math.multiplyExact(number, unit);
      } catch (ArithmeticException e) {
        throw new TypeConversionException(value + " is more than any disk has");
      }
    }
  }

  private static <T> T oneOf(List<T> known, String value) {
    return known.stream()
        .filter(one -> one.toString().equalsIgnoreCase(value))
        .findFirst()
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "'%s' is none of %s"
                        .formatted(
                            value,
                            known.stream()
                                .map(Object::toString)
                                .collect(Collectors.joining(", ")))));
  }
}
