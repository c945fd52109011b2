package io.github.imaallowlist.ima.evaluate;

import io.github.imaallowlist.ima.policy.AccessMask;
import io.github.imaallowlist.ima.policy.ImaHook;
import io.github.imaallowlist.model.SecurityContext;
import java.util.Optional;
import java.util.Set;

/**
 * What is known when the kernel asks the IMA policy about a regular file or about data; what is
 * empty is unknown.
 *
 * @param access what the file is opened for; known for all hooks but FILE_CHECK
 * @param subject of the process; for CREDS_CHECK that which it will have
 * @param object of the file. A file without a label is not one whose label is unknown: SELinux
 *     gives it a context too, in most policies that of {@code unlabeled_t}
 * @param dataName for KEY_CHECK the keyring, for CRITICAL_DATA the label
 */
public record ImaEvent(
    ImaHook hook,
    Optional<Set<AccessMask>> access,
    Ids users,
    Ids groups,
    Optional<SecurityContext> subject,
    Optional<SecurityContext> object,
    Optional<Long> fowner,
    Optional<Long> fgroup,
    FileSystemFacts fileSystem,
    Optional<String> dataName) {
  public ImaEvent {
    access = access.map(Set::copyOf);
  }

  /** An event of which only the hook is known, and what the hook itself tells. */
  public static ImaEvent of(ImaHook hook) {
    return new ImaEvent(
        hook,
        hook == ImaHook.FILE_CHECK ? Optional.empty() : Optional.of(Set.copyOf(hook.masks())),
        Ids.UNKNOWN,
        Ids.UNKNOWN,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        FileSystemFacts.UNKNOWN,
        Optional.empty());
  }

  public ImaEvent withAccess(AccessMask... masks) {
    return new ImaEvent(
        hook,
        Optional.of(Set.of(masks)),
        users,
        groups,
        subject,
        object,
        fowner,
        fgroup,
        fileSystem,
        dataName);
  }

  public ImaEvent withUsers(Ids known) {
    return new ImaEvent(
        hook, access, known, groups, subject, object, fowner, fgroup, fileSystem, dataName);
  }

  public ImaEvent withGroups(Ids known) {
    return new ImaEvent(
        hook, access, users, known, subject, object, fowner, fgroup, fileSystem, dataName);
  }

  public ImaEvent withUid(long id) {
    return withUsers(users.withReal(id));
  }

  public ImaEvent withEuid(long id) {
    return withUsers(users.withEffective(id));
  }

  public ImaEvent withGid(long id) {
    return withGroups(groups.withReal(id));
  }

  public ImaEvent withEgid(long id) {
    return withGroups(groups.withEffective(id));
  }

  public ImaEvent withSubject(SecurityContext known) {
    return new ImaEvent(
        hook,
        access,
        users,
        groups,
        Optional.of(known),
        object,
        fowner,
        fgroup,
        fileSystem,
        dataName);
  }

  public ImaEvent withObject(SecurityContext known) {
    return new ImaEvent(
        hook,
        access,
        users,
        groups,
        subject,
        Optional.of(known),
        fowner,
        fgroup,
        fileSystem,
        dataName);
  }

  public ImaEvent withFowner(long id) {
    return new ImaEvent(
        hook,
        access,
        users,
        groups,
        subject,
        object,
        Optional.of(id),
        fgroup,
        fileSystem,
        dataName);
  }

  public ImaEvent withFgroup(long id) {
    return new ImaEvent(
        hook,
        access,
        users,
        groups,
        subject,
        object,
        fowner,
        Optional.of(id),
        fileSystem,
        dataName);
  }

  public ImaEvent withFileSystem(FileSystemFacts known) {
    return new ImaEvent(
        hook, access, users, groups, subject, object, fowner, fgroup, known, dataName);
  }

  public ImaEvent withDataName(String known) {
    return new ImaEvent(
        hook,
        access,
        users,
        groups,
        subject,
        object,
        fowner,
        fgroup,
        fileSystem,
        Optional.of(known));
  }
}
