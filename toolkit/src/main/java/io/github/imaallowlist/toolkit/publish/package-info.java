/**
 * A list in its repository's own metadata. {@link io.github.imaallowlist.toolkit.publish.Publish}
 * makes and records it; {@link io.github.imaallowlist.toolkit.publish.PublishCheck} holds what is
 * recorded against the packages. {@link io.github.imaallowlist.toolkit.publish.RecordedList} is the
 * list that is there already, believed only as far as {@link
 * io.github.imaallowlist.toolkit.publish.RecordedListTrust} goes; {@link
 * io.github.imaallowlist.toolkit.publish.NewFiles} decides whether it stays.
 */
@NullMarked
package io.github.imaallowlist.toolkit.publish;

import org.jspecify.annotations.NullMarked;
